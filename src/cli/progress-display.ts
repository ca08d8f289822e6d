import type { Stage, TaskView } from '../studio/studio.js';

/** What a stage is called when a person watches it. */
const stageWords: Readonly<Record<Stage, string>> = {
  script: 'reading the script',
  voice: 'speaking the narration',
  pictures: 'choosing and drawing pictures',
  shots: 'encoding the scenes',
  mix: 'composing and mixing the sound',
  film: 'joining the film',
  review: 'reviewing the film',
};

const stateWords: Readonly<Record<Exclude<TaskView['state'], 'running'>, string>> = {
  queued: 'waiting for a free place',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

export type ProgressOutput = {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};

export type ProgressDisplay = {
  show(task: TaskView): void;
  /** Leaves the terminal on a fresh line. */
  end(): void;
};

/** Seconds as a person says them: `8 s`, `2 min 5 s`. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`;
};

const describe = (task: TaskView): string => {
  if (task.state !== 'running') {
    return stateWords[task.state];
  }
  return task.message ?? (task.stage === undefined ? 'starting' : stageWords[task.stage]);
};

const bar = (progress: number, width: number): string => {
  const filled = Math.round(progress * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
};

/** One line that is drawn again and again on a terminal; a line for each stage and each tenth elsewhere. */
export const createProgressDisplay = (output: ProgressOutput): ProgressDisplay =>
  output.isTTY === true ? createTerminalDisplay(output) : createPlainDisplay(output);

const createTerminalDisplay = (output: ProgressOutput): ProgressDisplay => {
  let drawn = false;
  return {
    show: (task) => {
      const left = task.etaSec === undefined ? '' : ` · about ${formatDuration(task.etaSec)} left`;
      const percent = String(Math.floor(task.progress * 100)).padStart(3);
      const line = `${bar(task.progress, 24)} ${percent} %  ${describe(task)}${left}`;
      // Carriage return and "erase line": the one line is drawn over itself, cut so that it never wraps.
      output.write(`\r\u001b[2K${line.slice(0, (output.columns ?? 80) - 1)}`);
      drawn = true;
    },
    end: () => {
      if (drawn) {
        output.write('\r\u001b[2K');
      }
    },
  };
};

const createPlainDisplay = (output: ProgressOutput): ProgressDisplay => {
  let lastWords = '';
  let lastTenth = -1;
  return {
    show: (task) => {
      const words = describe(task);
      const tenth = Math.floor(task.progress * 10);
      if (words === lastWords && tenth === lastTenth) {
        return;
      }
      lastWords = words;
      lastTenth = tenth;
      const left = task.etaSec === undefined ? '' : `, about ${formatDuration(task.etaSec)} left`;
      output.write(`${String(Math.floor(task.progress * 100)).padStart(3)} %  ${words}${left}\n`);
    },
    end: () => undefined,
  };
};
