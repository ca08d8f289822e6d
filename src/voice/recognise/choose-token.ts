import { special, type Tokens } from './tokens.js';

export type TokenChoice = { readonly token: number; readonly logProbability: number };

/** A transcript may begin up to this late: 1 s. */
const latestFirstTimestamp = special.firstTimestamp + 50;

/**
 * The likeliest next token under the rules that Whisper's timestamps follow (`ApplyTimestampRules` of
 * openai/whisper): a transcript begins with a time; times come in pairs around text, and never run back; a time is
 * taken when all times together are likelier than any word.
 *
 * @param logits One for each token; changed in place.
 * @param written What was chosen so far, without the prompt.
 */
export const chooseToken = (
  logits: Float32Array,
  written: readonly number[],
  tokens: Pick<Tokens, 'suppressed' | 'suppressedFirst'>,
): TokenChoice => {
  forbid(logits, tokens.suppressed);
  forbid(logits, [special.noTimestamps]);
  if (written.length === 0) {
    forbid(logits, tokens.suppressedFirst);
    forbidRange(logits, 0, special.firstTimestamp);
    forbidRange(logits, latestFirstTimestamp + 1, logits.length);
  } else {
    pairTimestamps(logits, written);
  }
  const normaliser = logSum(logits, 0, logits.length);
  const times = logSum(logits, special.firstTimestamp, logits.length);
  const word = highest(logits, 0, special.firstTimestamp);
  const from = times > (logits[word] ?? Number.NEGATIVE_INFINITY) ? special.firstTimestamp : 0;
  const token = highest(logits, from, logits.length);
  return { token, logProbability: (logits[token] ?? Number.NEGATIVE_INFINITY) - normaliser };
};

const isTimestamp = (token: number | undefined): boolean =>
  token !== undefined && token >= special.firstTimestamp;

const pairTimestamps = (logits: Float32Array, written: readonly number[]): void => {
  const last = written.at(-1);
  const isOpen = written.length < 2 || isTimestamp(written.at(-2));
  if (isTimestamp(last)) {
    if (isOpen) {
      // Text follows the time a segment begins at ...
      forbidRange(logits, special.firstTimestamp, logits.length);
    } else {
      // ... and after the time it ends at comes the next beginning, or nothing.
      forbidRange(logits, 0, special.endOfText);
    }
  }
  const latest = written.findLast(isTimestamp);
  if (latest !== undefined) {
    const isPairing = isTimestamp(last) && !isOpen;
    forbidRange(logits, special.firstTimestamp, isPairing ? latest : latest + 1);
  }
};

const forbid = (logits: Float32Array, tokens: readonly number[]): void => {
  for (const token of tokens) {
    logits[token] = Number.NEGATIVE_INFINITY;
  }
};

const forbidRange = (logits: Float32Array, from: number, to: number): void => {
  logits.fill(Number.NEGATIVE_INFINITY, from, Math.max(from, to));
};

const highest = (logits: Float32Array, from: number, to: number): number => {
  let best = from;
  for (let token = from; token < to; token += 1) {
    best = (logits[token] ?? 0) > (logits[best] ?? 0) ? token : best;
  }
  return best;
};

const logSum = (logits: Float32Array, from: number, to: number): number => {
  const top = logits[highest(logits, from, to)] ?? Number.NEGATIVE_INFINITY;
  if (top === Number.NEGATIVE_INFINITY) {
    return top;
  }
  let sum = 0;
  for (let token = from; token < to; token += 1) {
    sum += Math.exp((logits[token] ?? 0) - top);
  }
  return top + Math.log(sum);
};
