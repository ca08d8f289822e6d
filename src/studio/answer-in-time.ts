import type { ReelwrightError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../runtime/clock.js';

export type AnswerInTimeParts = {
  /** How soon an answer has to be there; work goes on behind it. Undefined for whenever it is done. */
  readonly answerWithinMs: number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** The work's result, if it is there in time; the work goes on in any case, and a later call finds its steps done. */
export const answerInTime = async <Result>(
  work: Promise<Result>,
  { answerWithinMs, clock, logger }: AnswerInTimeParts,
  stillWorking: () => ReelwrightError,
): Promise<Result> => {
  if (answerWithinMs === undefined) {
    return work;
  }
  work.catch((error: unknown) => logger.debug({ err: error }, 'work ended after nobody waited'));
  const isDone = new AbortController();
  const late = clock.sleep(answerWithinMs, isDone.signal).then(() => undefined);
  try {
    const first = await Promise.race([work.then((result) => ({ result })), late]);
    if (first === undefined) {
      throw stillWorking();
    }
    return first.result;
  } finally {
    isDone.abort();
  }
};
