import type { Status } from './answers.js';

const stageWords: Readonly<Record<string, string>> = {
  script: 'Reading the script',
  voice: 'Speaking the words',
  pictures: 'Choosing pictures',
  shots: 'Drawing the scenes',
  mix: 'Mixing the sound',
  film: 'Joining the film',
  review: 'Checking the film',
};

/** What goes on just now, in a few words. */
export const describeStage = ({ status, stage }: Pick<Status, 'status' | 'stage'>): string => {
  switch (status) {
    case 'queued':
      return 'Waiting for its turn';
    case 'running':
      return stageWords[stage ?? ''] ?? 'Working';
    case 'succeeded':
      return 'Ready';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
  }
};

/** `42 s`, `3 min 5 s`, `2 min`. */
export const describeDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes === 0) {
    return `${rest} s`;
  }
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
};

/** In units of 1,000, as file managers have them. */
export const describeSize = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

export const describeRemaining = (seconds: number | null): string =>
  seconds === null ? '' : `about ${describeDuration(seconds)} left`;

/** The name of a card's style, as a choice in a list. */
export const describeStyle = (style: string): string =>
  `${style.charAt(0).toUpperCase()}${style.slice(1)} card`;
