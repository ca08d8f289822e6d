import { describe, expect, test } from '@jest/globals';
import { planStoryboard } from '../../../src/studio/plan-storyboard.js';
import { parseFilmRequest } from '../../../src/studio/request.js';
import type { FilmRequestInput } from '../../../src/studio/studio.js';

const plan = (request: FilmRequestInput, title?: string) =>
  planStoryboard(
    parseFilmRequest(request),
    { script: request.script ?? 'Cats purr at twenty-five beats a second.', title },
    { framesPerSec: 30, chooseVoice: () => 'af_heart', chooseSources: () => [] },
  );

describe('the language of a request', () => {
  test.each([
    ['en_US', 'en-US'],
    ['EN-us', 'en-US'],
    ['pt', 'pt'],
  ])('%s is understood as %s', (language, tag) => {
    expect(plan({ language }).language).toBe(tag);
  });

  test.each(['', 'e', '!!', 'english please'])('%j is refused by name', (language) => {
    expect(() => plan({ language })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', hint: expect.stringContaining('language') }),
    );
  });
});

test('the endless title of a document is cut at a word', () => {
  const { title } = plan({}, 'purring '.repeat(100));
  expect(title).toMatch(/^(?:purring )+…$/);
  expect(title.length).toBeLessThanOrEqual(122);
});

test('a title cut within a sign loses all of the sign', () => {
  expect(plan({}, `a${'😀'.repeat(100)}`).title).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});

test('a script that would take longer to say than can be mixed is refused at once', () => {
  const script = 'The quick brown fox jumps over the lazy dog and goes home. '.repeat(700);
  expect(plan({ script }).scenes.length).toBeGreaterThan(300);
  expect(() => plan({ script, delivery: { rate: 0.5 } })).toThrow(
    expect.objectContaining({ code: 'SCRIPT_TOO_LONG' }),
  );
});
