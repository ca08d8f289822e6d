import * as z from 'zod';
import type { Logger } from '../observability/logger.js';
import type { Pronunciation } from './pronunciations.js';

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
  /** For providers with a pitch of their own; the sound of the others is shifted afterwards. */
  readonly pitchSemitones?: number | undefined;
  /** A manner of speaking that the voice takes, such as `cheerful`. */
  readonly style?: string | undefined;
  /** 0.1 to 2; 1 is usual. */
  readonly styleDegree?: number | undefined;
  /** Words that are said otherwise than they are read; see `findPronunciations`. */
  readonly pronunciations?: readonly Pronunciation[] | undefined;
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

export const voiceGenders = ['female', 'male', 'neutral'] as const;

export type VoiceDescription = {
  readonly id: string;
  readonly name: string;
  /** Its own, BCP 47. */
  readonly language: string;
  /** Languages it speaks besides its own, as primary BCP 47 tags. */
  readonly otherLanguages?: readonly string[];
  readonly gender: (typeof voiceGenders)[number];
  /** Manners of speaking that it knows. */
  readonly styles?: readonly string[];
  /** Whether it follows any words about the manner of speaking. */
  readonly takesAnyStyle?: boolean;
  readonly provider: string;
  readonly offline: boolean;
  /** Understood but far from natural; the result of a film spoken by it says so. */
  readonly basic?: boolean;
  /** Of a service that is not offered to programs like this one and may end or change at any time. */
  readonly unofficial?: boolean;
};

export type VoiceCall = { readonly signal: AbortSignal; readonly logger: Logger };

export type VoiceCallContext = VoiceCall & {
  /** For files a provider needs while it works. */
  readonly workDirectory: string;
};

/** A source of speech. A plain object made by a factory; no inheritance. */
export type VoiceProvider = {
  readonly specVersion: 1;
  readonly name: string;
  /** The voices known now; `discover` may add to them. */
  readonly voices: readonly VoiceDescription[];
  /** Identifies engine and model; part of the speak step's key, since it decides the bytes. */
  readonly revision: string;
  /** Whether it changes its pitch when asked; the sound of the others is shifted. */
  readonly hasOwnPitch?: boolean;
  /** Whether it takes pronunciations in phonetic signs; the others go by respellings alone. */
  readonly takesPhonetics?: boolean;
  /** Throws `ProviderError`, `PackError` or `CancelledError`. */
  speak(request: SpeakRequest, context: VoiceCallContext): Promise<Speech>;
  /** Asks the service which voices there are; kept for as long as the provider lives. Throws as `speak`. */
  discover?(call: VoiceCall): Promise<readonly VoiceDescription[]>;
  /** A voice that is not listed but whose id is one of this provider's, such as a cloned one. */
  recognise?(id: string): VoiceDescription | undefined;
  /** One cheap call that shows whether key and address are right. Throws as `speak`. */
  check?(call: VoiceCall): Promise<void>;
  /** Frees processes; the provider may be used again afterwards. */
  close(): Promise<void>;
};
