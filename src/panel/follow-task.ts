import { type Answer, ask, type Status, statusSchema } from './answers.js';
import type { Host } from './host.js';

const pollMs = 1_500;
/** Nobody sees it. */
const pollHiddenMs = 10_000;

const hasEnded = ({ status }: Status): boolean => status !== 'queued' && status !== 'running';

/** Resolves after `ms`, or at once when `signal` aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

export type FollowOptions = {
  readonly signal: AbortSignal;
  readonly isHidden: () => boolean;
  readonly onAnswer: (answer: Answer<Status>) => void;
};

/** Asks how a task stands until it has ended. A call that fails is tried again: the host may be busy. */
export const followTask = async (
  host: Pick<Host, 'callTool'>,
  taskId: string,
  { signal, isHidden, onAnswer }: FollowOptions,
): Promise<void> => {
  while (!signal.aborted) {
    const answer = await ask(host, 'get_generation_status', { task_id: taskId }, statusSchema);
    if (signal.aborted) {
      return;
    }
    onAnswer(answer);
    if (signal.aborted || (answer.ok ? hasEnded(answer.value) : answer.failure.code === 'NOT_FOUND')) {
      return;
    }
    await pause(isHidden() ? pollHiddenMs : pollMs, signal);
  }
};
