import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files that come with the model; the pack has checked every byte of them. */
type Vocabulary = Readonly<Record<string, number>>;
type Generation = {
  readonly lang_to_id: Readonly<Record<string, number>>;
  readonly alignment_heads: readonly (readonly [number, number])[];
};
type Configuration = {
  readonly suppress_tokens: readonly number[];
  readonly begin_suppress_tokens: readonly number[];
};

/** Numbers with a meaning of their own in the multilingual models. */
export const special = {
  endOfText: 50_257,
  startOfTranscript: 50_258,
  transcribe: 50_359,
  noSpeech: 50_362,
  noTimestamps: 50_363,
  /** 0.00 s; each number after it is 20 ms later, to 30.00 s. */
  firstTimestamp: 50_364,
  lastTimestamp: 51_864,
} as const;

export const secondsPerTimestamp = 0.02;

/** What is known about the model's tokens. */
export type Tokens = {
  /** Language by BCP 47 primary tag, such as `en`. */
  readonly languages: ReadonlyMap<string, number>;
  readonly suppressed: readonly number[];
  /** Additionally, as the first token of a transcript. */
  readonly suppressedFirst: readonly number[];
  /** Those that write a figure, percent or money, without which numbers are written as they are said. */
  readonly figures: readonly number[];
  /** Decoder layer and head whose attention follows the sound. */
  readonly alignmentHeads: readonly (readonly [layer: number, head: number])[];
  /** The bytes of a text token; none for a special one. */
  bytesOf(token: number): readonly number[];
};

/** @param directory Of the model's files. */
export const loadTokens = async (directory: string): Promise<Tokens> => {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(directory, name), 'utf8'));
  const vocabulary = (await read('vocab.json')) as Vocabulary;
  const generation = (await read('generation_config.json')) as Generation;
  const config = (await read('config.json')) as Configuration;
  const spellings = new Map(Object.entries(vocabulary).map(([spelling, token]) => [token, spelling]));
  const bytes = byteOfCharacter();
  return {
    languages: new Map(
      Object.entries(generation.lang_to_id).map(([name, token]) => [name.replaceAll(/[<|>]/gu, ''), token]),
    ),
    suppressed: config.suppress_tokens,
    suppressedFirst: config.begin_suppress_tokens,
    figures: Object.entries(vocabulary).flatMap(([spelling, token]) =>
      /[\d%$£]/u.test(spelling) ? [token] : [],
    ),
    alignmentHeads: generation.alignment_heads,
    bytesOf: (token) => [...(spellings.get(token) ?? '')].flatMap((character) => bytes.get(character) ?? []),
  };
};

/**
 * Byte-level vocabularies write each byte as one visible character: those of Latin-1 that can be seen stand for
 * themselves, the others for the letters from U+0100 on (Radford et al. 2019).
 */
export const byteOfCharacter = (): ReadonlyMap<string, number> => {
  const isVisible = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 0x100;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => {
      const code = isVisible(byte) ? byte : next++;
      return [String.fromCodePoint(code), byte] as const;
    }),
  );
};

const decoder = new TextDecoder();

/** Text of a run of tokens; half of a character at its end becomes a replacement sign. */
export const decodeTokens = (tokens: Pick<Tokens, 'bytesOf'>, run: readonly number[]): string =>
  decoder.decode(Uint8Array.from(run.flatMap((token) => tokens.bytesOf(token))));
