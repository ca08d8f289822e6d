import * as z from 'zod';
import { isReelwrightError } from '../errors/index.js';
import type { Studio, TaskView } from '../studio/studio.js';
import type { Ask } from './ask.js';
import { adviseOnScript, type CreateVideoInput, given, toFilmRequest } from './film-request.js';
import { plainText } from './plain-text.js';

const durations = ['15', '30', '60', '90', '180'] as const;

const fields = z.object({
  narration: z
    .string()
    .max(20_000)
    .optional()
    .describe('What is to be said, word for word. Leave it empty to have it written for you.'),
  seconds: z
    .enum(durations)
    .default('60')
    .describe('How long the video should be, in seconds, if the narration is to be written.'),
});

/**
 * Starts a film. Where nothing gives its words and nobody is there to write them, asks the person for them, if they
 * can be asked. Throws as `Studio.createFilm`; `SCRIPT_NEEDED` tells the calling model what to write.
 */
export const createWithNarration = async (
  input: CreateVideoInput,
  studio: Studio,
  ask: Ask,
): Promise<TaskView> => {
  try {
    return await studio.createFilm(toFilmRequest(input));
  } catch (error) {
    if (!isReelwrightError(error) || error.code !== 'SCRIPT_NEEDED') {
      throw error;
    }
    const answer = await ask({
      message: `What should be said in the video "${plainText(input.video_subject, 200)}"?`,
      fields,
    });
    const narration = given(answer?.narration);
    if (narration !== undefined) {
      return studio.createFilm(toFilmRequest({ ...input, video_script: narration }));
    }
    throw adviseOnScript(error, {
      durationSec: input.target_duration_sec ?? (answer === undefined ? undefined : Number(answer.seconds)),
    });
  }
};
