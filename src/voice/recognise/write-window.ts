import { tokenFrames } from './attention-times.js';
import { chooseToken } from './choose-token.js';
import type { DecoderStep, Listener } from './decoder.js';
import { decodeTokens, secondsPerTimestamp, special, type Tokens } from './tokens.js';
import type { HeardWord } from './transcript.js';

/** Half the decoder's context, as openai/whisper has it. */
const mostTokens = 224;

/** openai/whisper's own bounds: silence is believed where the words are unlikely as well. */
const silenceProbability = 0.6;
const unlikelyLog = -1;

type Written = {
  readonly token: number;
  readonly logProbability: number;
  readonly attention: DecoderStep['attention'];
};

/** What was written down of one stretch of at most 30 s. Times in seconds from its start. */
export type WrittenWindow = {
  readonly segments: readonly { readonly text: string; readonly startSec: number; readonly endSec: number }[];
  readonly words: readonly HeardWord[];
  /** Up to where the sound was understood; the next stretch begins there. */
  readonly doneSec: number;
};

/** The language that is spoken, by the model's own guess, as a BCP 47 primary tag. */
export const guessLanguage = async (listener: Listener, tokens: Tokens): Promise<string> => {
  const { logits } = await listener.read([special.startOfTranscript]);
  const ranked = [...tokens.languages].toSorted(
    ([, left], [, right]) => (logits[right] ?? 0) - (logits[left] ?? 0),
  );
  return ranked[0]?.[0] ?? 'en';
};

export type WindowOptions = {
  /** BCP 47 primary tag. */
  readonly language: string;
  /** Of the sound, without the padding. */
  readonly lengthSec: number;
  /** Writes "twenty two" where it would write "22". */
  readonly numbersAsWords: boolean;
};

/** Writes down one stretch of sound, taking the likeliest token every time. */
export const writeWindow = async (
  listener: Listener,
  tokens: Tokens,
  { language, lengthSec, numbersAsWords }: WindowOptions,
): Promise<WrittenWindow> => {
  const forbidden = [...tokens.suppressed, ...(numbersAsWords ? tokens.figures : [])];
  const languageToken = tokens.languages.get(language) ?? tokens.languages.get('en') ?? 0;
  const prompt = [special.startOfTranscript, languageToken, special.transcribe];
  let step = await listener.read(prompt);
  const silence = probabilityOf(step.logits, special.noSpeech);
  const written: Written[] = [];
  while (written.length < mostTokens) {
    const run = written.map(({ token }) => token);
    const { token, logProbability } = chooseToken(step.logits, run, { ...tokens, suppressed: forbidden });
    if (token === special.endOfText || isLooping(run)) {
      break;
    }
    written.push({ token, logProbability, attention: step.attention });
    step = await listener.read([token]);
  }
  const mean = written.reduce((sum, { logProbability }) => sum + logProbability, 0) / (written.length || 1);
  if (silence > silenceProbability && mean < unlikelyLog) {
    return { segments: [], words: [], doneSec: lengthSec };
  }
  return read(written, step.attention, { tokens, lengthSec });
};

/** The longest pattern, in tokens, and how often it comes again, before the decoder counts as stuck. */
const longestLoop = 8;
const loopTurns = 6;

/** Over sound that it cannot make out the decoder may write the same few tokens for ever. */
const isLooping = (run: readonly number[]): boolean =>
  Array.from({ length: longestLoop }, (_, index) => index + 1).some((period) => {
    const tail = run.slice(-period * loopTurns);
    return tail.length === period * loopTurns && tail.every((token, index) => token === tail[index % period]);
  });

const probabilityOf = (logits: Float32Array, token: number): number => {
  const top = logits.reduce((highest, logit) => Math.max(highest, logit), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return Math.exp((logits[token] ?? 0) - top) / sum;
};

const isTime = (token: number): boolean => token >= special.firstTimestamp;
const secondsOf = (token: number): number => (token - special.firstTimestamp) * secondsPerTimestamp;

const read = (
  written: readonly Written[],
  after: DecoderStep['attention'],
  { tokens, lengthSec }: { readonly tokens: Tokens; readonly lengthSec: number },
): WrittenWindow => {
  const runs = cutAtTimes(written);
  const last = runs.at(-1);
  // A segment that goes on past the end of the stretch is heard again, whole, in the next one.
  const isCut = last !== undefined && last.endSec === undefined && lengthSec > 29 && runs.length > 1;
  const kept = isCut ? runs.slice(0, -1) : runs;
  const segments = kept.map(({ startSec, endSec, parts }) => ({
    text: decodeTokens(
      tokens,
      parts.map(({ token }) => token),
    ).trim(),
    startSec: Math.min(startSec, lengthSec),
    endSec: Math.min(endSec ?? lengthSec, lengthSec),
  }));
  return {
    segments: segments.filter(({ text }) => text !== ''),
    words: timeHeard(
      kept.flatMap(({ parts }) => parts),
      after,
      { tokens, lengthSec },
    ),
    doneSec: isCut ? Math.max(last.startSec, 1) : lengthSec,
  };
};

type Run = {
  readonly startSec: number;
  readonly endSec: number | undefined;
  readonly parts: readonly Written[];
};

const cutAtTimes = (written: readonly Written[]): Run[] => {
  const runs: Run[] = [];
  let startSec = 0;
  let parts: Written[] = [];
  for (const one of written) {
    if (!isTime(one.token)) {
      parts.push(one);
      continue;
    }
    if (parts.length > 0) {
      runs.push({ startSec, endSec: secondsOf(one.token), parts });
      parts = [];
    }
    startSec = secondsOf(one.token);
  }
  return parts.length > 0 ? [...runs, { startSec, endSec: undefined, parts }] : runs;
};

const secondsPerFrame = 0.02;

/** Tokens joined to words, each with the time its first token begins at. */
const timeHeard = (
  parts: readonly Written[],
  after: DecoderStep['attention'],
  { tokens, lengthSec }: { readonly tokens: Tokens; readonly lengthSec: number },
): HeardWord[] => {
  const frameCount = Math.max(1, Math.ceil(lengthSec / secondsPerFrame));
  const rows = [...parts.map(({ attention }) => attention), after];
  const heads = (after.length === 0 ? [] : after).map((_, head) =>
    rows.map((row) => (row[head] ?? new Float32Array(0)).subarray(0, frameCount)),
  );
  const frames = tokenFrames(heads);
  return joinTokens(parts, tokens).map(({ from, to, text }) => ({
    text,
    startSec: (frames[from] ?? 0) * secondsPerFrame,
    endSec: Math.max(frames[from] ?? 0, frames[to] ?? 0) * secondsPerFrame,
    probability: Math.min(...parts.slice(from, to).map(({ logProbability }) => Math.exp(logProbability))),
  }));
};

/** A token that begins with a space, or whose text has no spaces at all, begins a word. */
const joinTokens = (
  parts: readonly Written[],
  tokens: Tokens,
): { from: number; to: number; text: string }[] => {
  const words: { from: number; to: number }[] = [];
  for (const [index, { token }] of parts.entries()) {
    const last = words.at(-1);
    if (last === undefined || tokens.bytesOf(token)[0] === 0x20) {
      words.push({ from: index, to: index + 1 });
    } else {
      last.to = index + 1;
    }
  }
  return words
    .map(({ from, to }) => ({
      from,
      to,
      text: decodeTokens(
        tokens,
        parts.slice(from, to).map(({ token }) => token),
      ).trim(),
    }))
    .filter(({ text }) => text !== '');
};
