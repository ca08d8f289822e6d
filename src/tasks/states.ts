export const taskStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

/** An ended task never changes again. */
export const hasEnded = (state: TaskState): boolean => state !== 'queued' && state !== 'running';
