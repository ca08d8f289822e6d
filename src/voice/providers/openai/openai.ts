import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Secret } from '../../../config/secret.js';
import type { HttpClient } from '../../../net/http-client.js';
import type { ScriptWord } from '../../../script/words.js';
import type { Aligner } from '../../align/aligner.js';
import { soundOfAnswer } from '../../audio-answer.js';
import { longestSpeechSec } from '../../check-speech.js';
import type { DecodeAudio } from '../../decode-audio.js';
import { toMarkedSpeech } from '../../marked-speech.js';
import { voiceFault } from '../../provider-errors.js';
import { speakInPassages, type TextPassage } from '../../text-passages.js';
import type {
  SpeakRequest,
  Speech,
  VoiceCall,
  VoiceCallContext,
  VoiceDescription,
  VoiceProvider,
} from '../../voice.js';
import { createCaptionedSpeech } from './captioned.js';
import { describeServerVoice, nameAtServer, officialHost, officialVoices } from './voices.js';

const provider = 'openai';

/** The interface takes 4,096 characters, OpenAI's newer models 2,000 tokens. */
const limit = { limit: 1_800, sizeOf: (text: string) => text.length };

/**
 * OpenAI answers within the length of the speech. A local server on a small machine loads its model first and takes
 * several times that length.
 */
const timeoutFor = (text: string, isOfficial: boolean): number =>
  isOfficial ? 20_000 + text.length * 100 : Math.min(300_000, 60_000 + text.length * 300);
const longestName = 70;
/** Samples of 16 bits at 48 kHz, in Base64 where times come with them, and room for headers and times. */
const mostBytesPerSec = 48_000 * 2 * 1.4;
const otherBytes = 200_000;

export type OpenAiOptions = {
  /** Local servers often want none. */
  readonly key?: Secret | undefined;
  readonly baseUrl: string;
  readonly model: string;
  readonly http: HttpClient;
  readonly decodeAudio: DecodeAudio;
  /** The interface tells no word times. */
  readonly alignWords: Aligner['alignWords'];
};

const namesSchema = z.object({
  voices: z
    .array(z.union([z.string(), z.object({ id: z.string().optional(), name: z.string().optional() })]))
    .max(5_000),
});

const nameOf = (entry: z.infer<typeof namesSchema>['voices'][number]): string =>
  typeof entry === 'string' ? entry : (entry.id ?? entry.name ?? '');

/** Models that follow words about manner have no ear for `speed`. */
const followsInstructions = (model: string): boolean => /^gpt-/.test(model);

const paceWords = (rate: number): string => {
  if (rate === 1) {
    return '';
  }
  return rate > 1 ? `Speak faster than usual, ${rate} times as fast.` : 'Speak slowly.';
};

const asWritten = ({ text, spaceBefore }: ScriptWord): ScriptWord => ({ text, spaceBefore });

const mannerWords = (style: string | undefined, degree = 1): string => {
  if (style === undefined) {
    return '';
  }
  const strength = degree > 1 ? ', strongly' : degree < 1 ? ', but only slightly' : '';
  return `Manner of speaking: ${style}${strength}.`;
};

/**
 * OpenAI's voices, and every server that speaks the same interface (Kokoro-FastAPI, Speaches, LocalAI …). The
 * interface tells no word times; where the server has the captioned path of Kokoro-FastAPI they come from there.
 */
export const createOpenAiProvider = (options: OpenAiOptions): VoiceProvider => {
  const { key, model, http, decodeAudio } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const isOfficial = new URL(baseUrl).hostname === officialHost;
  const server = createHash('sha256').update(baseUrl).digest('hex').slice(0, 8);
  const secretHeaders = key === undefined ? {} : { authorization: new Secret(`Bearer ${key.reveal()}`) };
  const captioned = createCaptionedSpeech(baseUrl, http);
  const withStyles = (found: readonly VoiceDescription[]): readonly VoiceDescription[] =>
    followsInstructions(model) ? found.map((voice) => ({ ...voice, takesAnyStyle: true })) : found;
  let voices: readonly VoiceDescription[] = isOfficial ? withStyles(officialVoices(model)) : [];

  const request = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    secretHeaders,
  };

  const toBody = (text: string, { voice, rate, style, styleDegree }: SpeakRequest) => {
    const instructions = [mannerWords(style, styleDegree), paceWords(rate)]
      .filter((sentence) => sentence !== '')
      .join(' ');
    return {
      ...{ model, voice: nameAtServer(voice), input: text, response_format: 'wav', speed: rate },
      ...(followsInstructions(model) && instructions !== '' ? { instructions } : {}),
    };
  };

  const speakPassage = async (
    { words, text }: TextPassage,
    asked: SpeakRequest,
    context: VoiceCallContext,
  ): Promise<Speech> => {
    const body = toBody(text, asked);
    const maxBytes = Math.ceil(otherBytes + longestSpeechSec({ ...asked, text }) * mostBytesPerSec);
    const timed = { ...request, maxBytes, timeoutMs: timeoutFor(text, isOfficial) };
    const withTimes = isOfficial ? undefined : await captioned(timed, body, context);
    const audio =
      withTimes?.audio ??
      (await http.send({ ...timed, url: `${baseUrl}/audio/speech`, body: JSON.stringify(body) }, context))
        .bytes;
    const sound = await soundOfAnswer(audio, { ...context, provider }, decodeAudio);
    if (sound.samples.length === 0) {
      throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID', { cause: new Error('no audio') });
    }
    if (withTimes !== undefined && withTimes.marks.length > 0) {
      return toMarkedSpeech(provider, sound, words, withTimes.marks);
    }
    const aligned = await options.alignWords(sound, words.map(asWritten), asked, context);
    return { ...sound, ...aligned };
  };

  /** OpenAI itself tells no voices; servers of others tell theirs here, or at least know OpenAI's names. */
  const list = async (call: VoiceCall): Promise<readonly VoiceDescription[]> => {
    try {
      const url = `${baseUrl}/audio/voices`;
      const { voices: found } = await http.json({ url, secretHeaders }, namesSchema, call);
      const names = found.map(nameOf).filter((name) => name !== '' && name.length <= longestName);
      return names.map(describeServerVoice);
    } catch (error) {
      const { statusOf } = await import('../../../net/provider-errors.js');
      if (statusOf(error) !== 404) {
        throw error;
      }
      return officialVoices('tts-1').map(({ id, ...voice }) => ({ ...voice, id: `${provider}/${id}` }));
    }
  };

  return {
    specVersion: 1,
    name: provider,
    get voices() {
      return voices;
    },
    revision: `openai-${server}-${model.slice(0, 80)}/1`,
    recognise: (id) => (isOfficial ? undefined : withStyles([describeServerVoice(id)])[0]),
    ...(isOfficial
      ? {}
      : {
          discover: async (call: VoiceCall) => {
            voices = withStyles(await list(call));
            return voices;
          },
        }),
    speak: (asked, context) =>
      speakInPassages(asked, limit, (passage) => speakPassage(passage, asked, context)),
    check: async (call) => {
      // Servers of others need not list models.
      await (isOfficial ? http.send({ url: `${baseUrl}/models`, secretHeaders }, call) : list(call));
    },
    close: async () => undefined,
  };
};
