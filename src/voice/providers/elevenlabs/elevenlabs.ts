import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Secret } from '../../../config/secret.js';
import type { HttpClient } from '../../../net/http-client.js';
import { longestSpeechSec } from '../../check-speech.js';
import { toMarkedSpeech } from '../../marked-speech.js';
import { decodePcm16 } from '../../pcm.js';
import { voiceFault } from '../../provider-errors.js';
import { speakInPassages, type TextPassage } from '../../text-passages.js';
import type { SpokenMark } from '../../time-marks.js';
import type {
  SpeakRequest,
  Speech,
  VoiceCall,
  VoiceCallContext,
  VoiceDescription,
  VoiceProvider,
} from '../../voice.js';
import { elevenLabsStyles, premadeVoices, spokenLanguages, styleNames } from './voices.js';

const provider = 'elevenlabs';
const sampleRateHz = 24_000;

/** The smallest limit of any plan and model. */
const limit = { limit: 2_400, sizeOf: (text: string) => text.length };

/** What the service takes for `speed`. */
const slowest = 0.7;
const fastest = 1.2;

/** Speech is slow to make: up to half its own length. */
/** It answers in a fraction of the length of the speech; more is not waited for, since another voice stands in. */
const timeoutFor = (text: string): number => 20_000 + text.length * 100;
/** Samples in Base64, and room for the times of the letters. */
const mostBytesPerSec = sampleRateHz * 2 * 1.4;
const otherBytes = 500_000;

export type ElevenLabsOptions = {
  readonly key: Secret;
  readonly model: string;
  readonly baseUrl: string;
  readonly http: HttpClient;
};

const alignmentSchema = z.object({
  characters: z.array(z.string()),
  character_start_times_seconds: z.array(z.number()),
  character_end_times_seconds: z.array(z.number()),
});
const speechSchema = z.object({
  audio_base64: z.string(),
  alignment: alignmentSchema.nullish(),
  normalized_alignment: alignmentSchema.nullish(),
});

const voicesSchema = z.object({
  voices: z.array(
    z.object({
      voice_id: z.string().min(1).max(80),
      name: z.string().max(200),
      labels: z.record(z.string(), z.string().nullish()).nullish(),
    }),
  ),
});

const toMarks = (alignment: z.infer<typeof alignmentSchema>): SpokenMark[] =>
  alignment.characters.map((text, index) => ({
    text,
    startSec: alignment.character_start_times_seconds[index] ?? 0,
    endSec: alignment.character_end_times_seconds[index] ?? 0,
  }));

const accents: Readonly<Record<string, string>> = {
  american: 'en-US',
  british: 'en-GB',
  australian: 'en-AU',
  irish: 'en-IE',
  indian: 'en-IN',
};

const genderOf = (label: string | null | undefined): VoiceDescription['gender'] =>
  label === 'female' || label === 'male' ? label : 'neutral';

const toDescription = ({ voice_id: id, name, labels }: z.infer<typeof voicesSchema>['voices'][number]) => ({
  id,
  name: name.split(' - ')[0] ?? name,
  language: accents[labels?.['accent'] ?? ''] ?? labels?.['language'] ?? 'en-US',
  otherLanguages: spokenLanguages,
  styles: styleNames,
  gender: genderOf(labels?.['gender']),
  provider,
  offline: false,
});

/** The service has no styles by name, only settings: a steady voice is calm, a free one is lively. */
const styleSettings = (name: string | undefined, degree = 1) => {
  const known = name === undefined ? undefined : elevenLabsStyles[name];
  return known === undefined ? {} : { stability: known.stability, style: Math.min(1, known.style * degree) };
};

/** Only these models take the language by name; the others find it out and refuse the parameter. */
const takesLanguage = /(?:turbo|flash)_v2_5|_v3/;

/** ElevenLabs: expressive voices of the account, every one in about thirty languages, with the times of all letters. */
export const createElevenLabsProvider = ({ key, model, baseUrl, http }: ElevenLabsOptions): VoiceProvider => {
  const base = baseUrl.replace(/\/+$/, '');
  const secretHeaders = { 'xi-api-key': key };
  const server = createHash('sha256').update(base).digest('hex').slice(0, 8);
  let voices: readonly VoiceDescription[] = premadeVoices;

  const list = (call: VoiceCall) =>
    http.json({ url: `${base}/v1/voices`, secretHeaders }, voicesSchema, call);

  const speakPassage = async (
    { words, text }: TextPassage,
    { voice, language, rate, style, styleDegree }: SpeakRequest,
    context: VoiceCallContext,
  ): Promise<Speech> => {
    const speech = await http.json(
      {
        url: `${base}/v1/text-to-speech/${encodeURIComponent(voice)}/with-timestamps?output_format=pcm_${sampleRateHz}`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        secretHeaders,
        body: JSON.stringify({
          text,
          model_id: model,
          voice_settings: {
            speed: Math.min(fastest, Math.max(slowest, rate)),
            ...styleSettings(style, styleDegree),
          },
          ...(takesLanguage.test(model) ? { language_code: language.toLowerCase().split('-')[0] } : {}),
        }),
        timeoutMs: timeoutFor(text),
        maxBytes: Math.ceil(otherBytes + longestSpeechSec({ text, rate: slowest }) * mostBytesPerSec),
      },
      speechSchema,
      context,
    );
    const samples = decodePcm16(Buffer.from(speech.audio_base64, 'base64'));
    const marks = toMarks(speech.alignment ?? speech.normalized_alignment ?? noAlignment);
    if (samples.length === 0 || marks.length === 0) {
      throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID', { cause: new Error('sound or times missing') });
    }
    return toMarkedSpeech(provider, { samples, sampleRateHz }, words, marks);
  };

  return {
    specVersion: 1,
    name: provider,
    get voices() {
      return voices;
    },
    revision: `elevenlabs-${server}-${model}/1`,
    recognise: (id) =>
      /^[A-Za-z0-9]{20}$/.test(id)
        ? {
            ...{ id, name: id, language: 'en-US', otherLanguages: spokenLanguages, styles: styleNames },
            ...{ gender: 'neutral', provider, offline: false },
          }
        : undefined,
    discover: async (call) => {
      const found = (await list(call)).voices.map(toDescription);
      // The account's own list is the truth, where it tells one.
      voices = found.length === 0 ? voices : found;
      return voices;
    },
    speak: (asked, context) =>
      speakInPassages(asked, limit, (passage) => speakPassage(passage, asked, context)),
    check: async (call) => {
      await list(call);
    },
    close: async () => undefined,
  };
};

const noAlignment = {
  characters: [],
  character_start_times_seconds: [],
  character_end_times_seconds: [],
};
