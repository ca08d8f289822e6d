import * as z from 'zod';
import type { HttpClient, HttpRequest } from '../../../net/http-client.js';
import type { SpokenMark } from '../../time-marks.js';
import type { VoiceCall } from '../../voice.js';

const answerSchema = z.object({
  audio: z.string().min(1),
  timestamps: z.array(z.object({ word: z.string(), start_time: z.number(), end_time: z.number() })),
});

export type CaptionedSpeech = { readonly audio: Uint8Array; readonly marks: readonly SpokenMark[] };

/** What a server answers for a path or a method that it does not have. */
const notThere: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

/**
 * Speech with word times, as Kokoro-FastAPI gives it beside OpenAI's interface. `undefined` where the server has no
 * such path; that is remembered for as long as this lives.
 *
 * @param baseUrl OpenAI's part of the server, such as `http://localhost:8880/v1`.
 */
export const createCaptionedSpeech = (baseUrl: string, http: HttpClient) => {
  const url = `${baseUrl.replace(/\/v1$/, '')}/dev/captioned_speech`;
  let isThere = true;
  return async (
    request: Omit<HttpRequest, 'url' | 'body'>,
    body: Readonly<Record<string, unknown>>,
    call: VoiceCall,
  ): Promise<CaptionedSpeech | undefined> => {
    if (!isThere) {
      return undefined;
    }
    try {
      const answer = await http.json(
        { ...request, url, body: JSON.stringify({ ...body, stream: false, return_timestamps: true }) },
        answerSchema,
        call,
      );
      return {
        audio: Buffer.from(answer.audio, 'base64'),
        marks: answer.timestamps.map(({ word, start_time: startSec, end_time: endSec }) => ({
          ...{ text: word, startSec, endSec },
        })),
      };
    } catch (error) {
      const { statusOf } = await import('../../../net/provider-errors.js');
      if (!notThere.has(statusOf(error))) {
        throw error;
      }
      isThere = false;
      return undefined;
    }
  };
};
