import { pino } from 'pino';
import type { Logger } from '../../src/observability/logger.js';

/** A logger that keeps the numbers of the engine processes it hears of, newest last. */
export const createVoiceLog = (): { logger: Logger; processIds: () => number[] } => {
  const lines: string[] = [];
  return {
    logger: pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(line) }),
    processIds: () =>
      lines.flatMap((line) => {
        const found = /"processId":(\d+).*"msg":"voice engine started"/.exec(line);
        return found === null ? [] : [Number(found[1])];
      }),
  };
};

export const isRunning = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

/** Waits until a condition holds, looking every 20 ms. */
export const eventually = async (holds: () => boolean, withinMs = 10_000): Promise<boolean> => {
  const deadlineMs = Date.now() + withinMs;
  while (!holds() && Date.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return holds();
};
