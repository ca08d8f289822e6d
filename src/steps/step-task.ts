/** What a task hears of its steps. A step that is tried again starts again. */
export type StepEvent =
  | { readonly type: 'step-started'; readonly kind: string; readonly key: string }
  | {
      readonly type: 'step-progress';
      readonly kind: string;
      readonly key: string;
      /** 0 to 1. */
      readonly fraction: number;
    }
  | {
      readonly type: 'step-finished';
      readonly kind: string;
      readonly key: string;
      /** Whether somebody else did the work, now or earlier. */
      readonly reused: boolean;
      /** Seconds of work; 0 when reused. */
      readonly durationSec: number;
    };

export type StepTask = {
  readonly taskId: string;
  /** Aborted to stop every step of the task. */
  readonly signal: AbortSignal;
  /** 1 to 10, 10 first in the pools; 5 when absent. */
  readonly priority?: number;
  readonly onEvent?: (event: StepEvent) => void;
};
