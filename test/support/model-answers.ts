import type { ModelReply, ModelRequest, ScriptModel } from '../../src/script/model/model.js';
import type { WriteRequest } from '../../src/script/writing/write-request.js';

/** About 16 s of speech in three scenes. */
export const purringAnswer = {
  title: 'The Engine in Your Cat',
  subject: 'cat purring',
  scenes: [
    {
      paragraph: 1,
      narration:
        'Your cat is a small engine. It purrs at about twenty-five beats a second, breathing in and out.',
      terms: ['cat purring', 'sleeping cat close up', 'cat face'],
    },
    {
      paragraph: 1,
      narration:
        'No other organ does this. The muscles of the throat twitch, and the vocal cords cut the breath into a hum (a very old one).',
      terms: ['cat throat', 'vocal cords animation'],
    },
    {
      paragraph: 2,
      narration:
        'Cats purr when they are happy, and also when they are hurt. Perhaps the hum heals them a little.',
      terms: ['injured cat', 'vet holding cat', 'happy cat'],
    },
  ],
  social: {
    tiktok: {
      title: 'Cats are engines',
      caption: 'You will hear it now. #cats',
      hashtags: ['cats', '#catfacts'],
    },
    youtube_shorts: { title: 'Why cats purr', caption: 'A hum that heals.', hashtags: ['#cats', '#science'] },
    instagram: { title: 'The purr', caption: 'Listen closely.', hashtags: ['#cat', '#purr'] },
  },
} as const;

export const writeRequest = (changes: Partial<WriteRequest> = {}): WriteRequest => ({
  subject: 'Why cats purr',
  paragraphs: 2,
  language: 'en-US',
  lengthSec: 20,
  seed: 0,
  ...changes,
});

export type TalkingModel = ScriptModel & { readonly requests: readonly ModelRequest[] };

/** A model that says these things in turn; an error is thrown, and the last one is said again and again. */
export const talkingModel = (answers: readonly (string | Error)[], name = 'fake'): TalkingModel => {
  const requests: ModelRequest[] = [];
  return {
    specVersion: 1,
    name,
    requests,
    complete: async (request): Promise<ModelReply> => {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1] ?? '';
      if (typeof answer !== 'string') {
        throw answer;
      }
      return { text: answer, model: `${name}-1` };
    },
  };
};
