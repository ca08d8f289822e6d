export const videosUri = 'reelwright://videos';
export const tasksUri = 'reelwright://tasks';
export const videoUriTemplate = `${videosUri}/{id}`;
export const taskUriTemplate = `${tasksUri}/{id}`;

export const videoUri = (id: string): string => `${videosUri}/${encodeURIComponent(id)}`;
export const taskUri = (id: string): string => `${tasksUri}/${encodeURIComponent(id)}`;
