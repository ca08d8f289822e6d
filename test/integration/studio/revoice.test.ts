import { afterEach, expect, jest, test } from '@jest/globals';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { dealCards } from '../../../src/studio/deal-cards.js';
import { createBreaker } from '../../../src/voice/breaker.js';
import { createFakeFilms } from '../../support/fake-film.js';
import { adaStoryboard } from '../../support/storyboards.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

jest.setTimeout(60_000);

const directories = temporaryDirectories();
const ada = dealCards(
  adaStoryboard({ music: { mood: 'none', levelDb: -18, cutOnBeat: false } }),
  loadEmojiIndex(),
);
const lastWords = ada.scenes.at(-1)?.narration ?? '';
const choices = ['wanted', 'other'].map((provider) => ({
  ...{ provider, revision: '1', voice: `${provider}-voice` },
}));

let films: Awaited<ReturnType<typeof createFakeFilms>> | undefined;
afterEach(() => films?.close());

const makeFilm = async (cannotSpeak: (provider: string, text: string) => boolean) => {
  films = await createFakeFilms(
    await directories(),
    {},
    {
      ...{ onFailure: 'revoice', breaker: createBreaker(() => 0), choose: () => choices, cannotSpeak },
    },
  );
  return films.makeCounted(ada);
};

test('a film is in the wanted voice, and nothing to report, when that can speak all of it', async () => {
  const { film } = await makeFilm(() => false);
  expect(new Set(film.scenes.map(({ speech }) => speech.voice))).toEqual(new Set(['wanted-voice']));
  expect(film.degraded).toEqual([]);
});

test('a film whose voice fails in its last scene is spoken by another from the first one on, and says so', async () => {
  const { film } = await makeFilm((provider, text) => provider === 'wanted' && text === lastWords);
  expect(film.scenes.map(({ speech }) => speech.voice)).toEqual(ada.scenes.map(() => 'other-voice'));
  expect(film.degraded).toEqual([
    'other (other-voice) spoke in place of the wanted voice (wanted: PROVIDER_TIMEOUT).',
  ]);
  expect(film.timeline.scenes).toHaveLength(ada.scenes.length);
});

test('a film that no voice can speak all of is made all the same, scene by scene', async () => {
  const { film } = await makeFilm((_provider, text) => text === lastWords);
  expect(new Set(film.scenes.map(({ speech }) => speech.provider))).toEqual(new Set(['fake']));
});
