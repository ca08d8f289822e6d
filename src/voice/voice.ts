import * as z from 'zod';
import type { Logger } from '../observability/logger.js';

/** A word of the script and when it is heard, in seconds from the start of its audio. */
export const timedWordSchema = z.strictObject({
  /** Exactly as the script writes it: one `ScriptWord` of `splitWords`. */
  text: z.string(),
  spaceBefore: z.boolean(),
  startSec: z.number().nonnegative(),
  endSec: z.number().nonnegative(),
});
export type TimedWord = z.infer<typeof timedWordSchema>;

/** How word times came about: by the engine's own marks, by alignment, or by counting syllables. */
export const timingSources = ['engine', 'aligned', 'estimated'] as const;

export type SpeakRequest = {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** A voice id that this provider lists. */
  readonly voice: string;
  /** Speaking rate, 0.5 to 2; 1 is the voice's own. */
  readonly rate: number;
};

/** Raw speech as a provider returns it; the chain checks, trims and stores it. */
export type Speech = {
  /** Mono samples, -1 to 1. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** Every word of the text, in order, times in seconds into `samples`. */
  readonly words: readonly TimedWord[];
  readonly timing: (typeof timingSources)[number];
  /** 0 to 1: how surely the word times are right; 1 where absent. */
  readonly confidence?: number;
};

export type VoiceDescription = {
  readonly id: string;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  readonly gender: 'female' | 'male';
  readonly provider: string;
  readonly offline: boolean;
  /** Understood but far from natural; the result of a film spoken by it says so. */
  readonly basic?: boolean;
};

export type VoiceCallContext = {
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** For files a provider needs while it works. */
  readonly workDirectory: string;
};

/** A source of speech. A plain object made by a factory; no inheritance. */
export type VoiceProvider = {
  readonly specVersion: 1;
  readonly name: string;
  readonly voices: readonly VoiceDescription[];
  /** Identifies engine and model; part of the speak step's key, since it decides the bytes. */
  readonly revision: string;
  /** Throws `ProviderError`, `PackError` or `CancelledError`. */
  speak(request: SpeakRequest, context: VoiceCallContext): Promise<Speech>;
  /** Frees processes; the provider may be used again afterwards. */
  close(): Promise<void>;
};
