import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Codec } from '../../../src/render/transition.js';
import { mergeCredits, toCreditsText } from '../../../src/studio/credits.js';
import {
  nameOutputFiles,
  refuseToOverwrite,
  toFileName,
  writeOutputFiles,
} from '../../../src/studio/output.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-output-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const name = (outputFile?: string, codec: Codec = 'h264') =>
  nameOutputFiles({ outputFile, directory, title: 'Ada & the engine', key: 'abcdef0123', codec });

describe('naming what is written', () => {
  test('makes one name from the title for the film and all that goes with it', () => {
    expect(name().video).toBe(join(directory, 'Ada-the-engine-abcdef.mp4'));
    expect(name().srt).toBe(join(directory, 'Ada-the-engine-abcdef.srt'));
  });

  test('keeps letters of every script and nothing that a file system dislikes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const file = toFileName(title);
        expect(file).toMatch(/^[\p{L}\p{M}\p{N}-]+$/u);
        expect([...file].length).toBeLessThanOrEqual(60);
      }),
    );
    expect(toFileName('阿达·洛芙莱斯 / ../../etc')).toBe('阿达-洛芙莱斯-etc');
    expect(toFileName('???')).toBe('film');
  });

  test('takes only the endings of containers that the codec goes into', () => {
    const refused = expect.objectContaining({ code: 'INPUT_INVALID' });
    expect(() => name('/films/ada.avi')).toThrow(refused);
    expect(() => name('/films/ada.webm')).toThrow(
      expect.objectContaining({ hint: 'Try ada.mp4. WebM holds the codecs av1 and vp9.' }),
    );
    expect(() => name('/films/ada.mp4', 'vp9')).toThrow(expect.objectContaining({ hint: 'Try ada.webm.' }));
    expect(name('/films/ada.WEBM', 'av1').video).toBe('/films/ada.WEBM');
    expect(name(undefined, 'vp9').video).toMatch(/\.webm$/);
    expect(name(undefined, 'av1').video).toMatch(/\.mp4$/);
  });
});

describe('writing the output', () => {
  test('writes all files and leaves no temporary one behind', async () => {
    const source = join(directory, 'artifact');
    await writeFile(source, 'film');
    const files = name(join(directory, 'out', 'ada.mp4'));
    await writeOutputFiles(files, {
      videoSource: source,
      pictures: new Map([[files.poster, source]]),
      texts: new Map([[files.srt, 'words']]),
    });
    expect((await readdir(join(directory, 'out'))).sort()).toEqual(['ada.mp4', 'ada.poster.jpg', 'ada.srt']);
    expect(await readFile(files.video, 'utf8')).toBe('film');
  });

  test('does not write over a video made by someone else, but over its own', async () => {
    const files = name(join(directory, 'holiday.mp4'));
    await writeFile(files.video, 'precious');
    await expect(refuseToOverwrite(files)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await writeFile(files.lock, '{}');
    await expect(refuseToOverwrite(files)).resolves.toBeUndefined();
  });
});

test('credits name each source once, under its heading', () => {
  const credits = mergeCredits([
    { kind: 'illustration', title: 'Fluent Emoji', author: 'Microsoft', licence: 'MIT' },
    { kind: 'voice', title: 'Kokoro-82M', licence: 'Apache-2.0', sourceUrl: 'https://example.org' },
    { kind: 'illustration', title: 'Fluent Emoji', author: 'Microsoft', licence: 'MIT' },
  ]);
  expect(toCreditsText('Ada', credits)).toBe(
    'Ada\n\nVoice\n- Kokoro-82M (Apache-2.0), https://example.org\n\nIllustrations\n- Fluent Emoji by Microsoft (MIT)\n',
  );
});
