import { describe, expect, test } from '@jest/globals';
import { toOptionName } from '../../../src/cli/option-names.js';
import { parseFilmRequest } from '../../../src/studio/request.js';

describe('what is wrong with the options of make', () => {
  test('is told by the names that were typed', () => {
    const wrong = {
      script: 'A.',
      targetDurationSec: 9e9,
      aspect: '3:7',
      captionLook: { colour: 'red' },
      seed: 1e99,
    };
    expect(() => parseFilmRequest(wrong, toOptionName)).toThrow(
      expect.objectContaining({
        hint: [
          '--duration: must be at most 1800',
          '--aspect: must be one of 9:16, 16:9, 1:1, 4:5',
          '--caption-look.colour: must be a colour such as #ffd23f',
          '--seed: must be at most 4294967295',
        ].join('\n'),
      }),
    );
  });
});
