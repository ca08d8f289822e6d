import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Codec } from '../../../src/render/transition.js';
import { mergeCredits, toCreditsText } from '../../../src/studio/credits.js';
import {
  nameOutputFiles,
  prepareFolder,
  refuseToOverwrite,
  toFileName,
  writeOutputFiles,
} from '../../../src/studio/output.js';

const ownLock = '{\n  "reelwright": "1.2.3"\n}\n';

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

  test('leaves room for the endings of all files, in bytes', () => {
    expect(Buffer.byteLength(toFileName('𝒜'.repeat(200)))).toBeLessThanOrEqual(180);
    expect(name(`/films/${'a'.repeat(239)}.mp4`).storyboard).toHaveLength(7 + 255);
    expect(() => name(`/films/${'a'.repeat(240)}.mp4`)).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
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
      lock: ownLock,
      texts: new Map([[files.srt, 'words']]),
    });
    expect((await readdir(join(directory, 'out'))).sort()).toEqual([
      'ada.lock.json',
      'ada.mp4',
      'ada.poster.jpg',
      'ada.srt',
    ]);
    expect(await readFile(files.video, 'utf8')).toBe('film');
  });

  test('does not write over a video made by someone else, but over its own', async () => {
    const files = name(join(directory, 'holiday.mp4'));
    await writeFile(files.video, 'precious');
    await expect(refuseToOverwrite(files)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await writeFile(files.lock, ownLock);
    await expect(refuseToOverwrite(files)).resolves.toBeUndefined();
  });

  test.each(['srt', 'vtt', 'credits', 'storyboard', 'lock'] as const)(
    'does not write over a %s file of somebody else',
    async (kind) => {
      const files = name(join(directory, 'packages.mp4'));
      await writeFile(files[kind], '{ "version": 1 }');
      await expect(refuseToOverwrite(files)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      const contents = { videoSource: files[kind], pictures: new Map(), lock: ownLock, texts: new Map() };
      await expect(writeOutputFiles(files, contents)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      expect(await readFile(files[kind], 'utf8')).toBe('{ "version": 1 }');
    },
  );

  test('goes on where an attempt broke off', async () => {
    const files = name(join(directory, 'ada.mp4'));
    const contents = {
      videoSource: join(directory, 'missing'),
      pictures: new Map(),
      lock: ownLock,
      texts: new Map([[files.srt, 'a']]),
    };
    await expect(writeOutputFiles(files, contents)).rejects.toThrow('ENOENT');
    await expect(refuseToOverwrite(files)).resolves.toBeUndefined();
  });

  test('finds out beforehand that there can be no such folder', async () => {
    await writeFile(join(directory, 'file'), '');
    const files = name(join(directory, 'file', 'ada.mp4'));
    await expect(prepareFolder(files)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
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
