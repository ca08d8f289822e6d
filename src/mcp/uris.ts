export const videosUri = 'reelwright://videos';
export const tasksUri = 'reelwright://tasks';
export const videoUriTemplate = `${videosUri}/{id}`;
export const taskUriTemplate = `${tasksUri}/{id}`;

export const storyboardsUri = 'reelwright://storyboards';
export const storyboardUriTemplate = `${storyboardsUri}/{id}`;
export const subtitlesUriTemplate = {
  srt: `${videosUri}/{id}/captions.srt`,
  vtt: `${videosUri}/{id}/captions.vtt`,
};
export const posterUriTemplate = `${videosUri}/{id}/poster.jpg`;
export const voicesUri = 'reelwright://voices';
export const stylesUri = 'reelwright://styles';
export const configurationUri = 'reelwright://configuration';

export const storyboardUri = (id: string): string => `${storyboardsUri}/${encodeURIComponent(id)}`;
export const videoUri = (id: string): string => `${videosUri}/${encodeURIComponent(id)}`;
export const taskUri = (id: string): string => `${tasksUri}/${encodeURIComponent(id)}`;
