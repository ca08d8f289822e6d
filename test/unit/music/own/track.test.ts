import { expect, test } from '@jest/globals';
import { isSoundHead } from '../../../../src/music/own/track.js';

const padded = (bytes: string): Buffer => Buffer.concat([Buffer.from(bytes, 'latin1'), Buffer.alloc(16)]);

test.each([
  ['MP3 with a tag', padded('ID3\u0004'), true],
  ['MP3 without one', padded('\u00ff\u00fb\u0090\u0064'), true],
  ['WAV', padded('RIFF\u0024\u0000\u0000\u0000WAVE'), true],
  ['FLAC', padded('fLaC'), true],
  ['Ogg', padded('OggS'), true],
  ['M4A', padded('\u0000\u0000\u0000\u0020ftypM4A '), true],
  ['WebM', padded('\u001a\u0045\u00df\u00a3'), true],
  ['a playlist', padded('#EXTM3U\nhttp://'), false],
  ['a WebP picture', padded('RIFF\u0024\u0000\u0000\u0000WEBP'), false],
  ['a JPEG picture', padded('\u00ff\u00d8\u00ff\u00e0'), false],
  ['text', padded('These are only words.'), false],
])('the first bytes of %s are told from others', (_, head, isSound) => {
  expect(isSoundHead(head)).toBe(isSound);
});
