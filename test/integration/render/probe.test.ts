import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { makeMedia, testFfmpeg } from '../../support/ffmpeg.js';

jest.setTimeout(60_000);

let directory: string;
const at = (name: string): string => join(directory, name);
const never = new AbortController().signal;
const probe = async (name: string) => (await testFfmpeg()).probe(at(name), never);

const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=3'];
const sound = ['-f', 'lavfi', '-i', 'sine=d=3:r=48000'];

/** A picture file of a few bytes whose header promises 16,000 x 16,000 pixels. */
const pngBomb = (): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(16_000, 0);
  header.writeUInt32BE(16_000, 4);
  header.set([8, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(16_001 * 100));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const crc32 = (bytes: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
};

/** Puts an EXIF orientation of 6 (turn by 90 degrees) into a JPEG. */
const turnByExif = (jpeg: Buffer): Buffer => {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-probe-test-'));
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(
    directory,
    ...picture,
    ...sound,
    ...h264,
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
    'clip.mp4',
  );
  await makeMedia(directory, ...picture, '-frames:v', '1', 'photo.png');
  await makeMedia(directory, ...picture, '-frames:v', '1', 'photo.jpg');
  await makeMedia(directory, ...sound, 'sound.wav');
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('describing a media file', () => {
  test('tells size, rate, codecs and length of a clip', async () => {
    expect(await probe('clip.mp4')).toMatchObject({
      durationSec: expect.closeTo(3, 1),
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      video: {
        codec: 'h264',
        widthPx: 320,
        heightPx: 180,
        framesPerSec: 30,
        pixelFormat: 'yuv420p',
        rotationDeg: 0,
      },
      audio: { codec: 'aac', sampleRateHz: 48_000, channels: 1 },
    });
  });

  test('tells the shown size of a clip that its header turns', async () => {
    const { path, version } = await testFfmpeg();
    const turn = Number(version.split('.')[0]) >= 6 ? [] : ['-metadata:s:v', 'rotate=90'];
    const before = turn.length === 0 ? ['-display_rotation', '90'] : [];
    expect(path).toBeTruthy();
    await makeMedia(directory, ...before, '-i', 'clip.mp4', '-c', 'copy', ...turn, 'turned.mp4');
    expect((await probe('turned.mp4')).video).toMatchObject({ widthPx: 180, heightPx: 320, rotationDeg: 90 });
  });

  test('takes stills as stills, and turns photographs as their EXIF says', async () => {
    await writeFile(at('turned.jpg'), turnByExif(await readFile(at('photo.jpg'))));
    expect(await probe('photo.png')).toMatchObject({
      durationSec: 0,
      video: { widthPx: 320, heightPx: 180 },
    });
    expect(await probe('photo.jpg')).toMatchObject({ durationSec: 0, container: 'jpeg_pipe' });
    expect((await probe('turned.jpg')).video).toMatchObject({ widthPx: 180, heightPx: 320 });
  });

  test('measures a recording whose header states no length', async () => {
    const { path } = await testFfmpeg();
    const { execa } = await import('execa');
    const made = await execa(
      path,
      ['-v', 'error', ...picture, '-c:v', 'libvpx', '-deadline', 'realtime', '-f', 'webm', '-'],
      {
        encoding: 'buffer',
      },
    );
    await writeFile(at('recorded.webm'), made.stdout);
    expect((await probe('recorded.webm')).durationSec).toBeCloseTo(3, 0);
  });

  test('takes a clip whose sound outlasts its picture, or is of a kind we do not decode', async () => {
    await makeMedia(
      directory,
      '-i',
      'clip.mp4',
      '-f',
      'lavfi',
      '-i',
      'sine=d=6',
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c:v',
      'copy',
      '-c:a',
      'ac3',
      'longer.mp4',
    );
    expect(await probe('longer.mp4')).toMatchObject({
      durationSec: expect.closeTo(6, 0),
      video: { codec: 'h264' },
    });
  });

  test('knows a sound from a picture', async () => {
    const facts = await probe('sound.wav');
    expect(facts.video).toBeUndefined();
    expect(facts.audio).toMatchObject({ codec: 'pcm_s16le', sampleRateHz: 48_000, channels: 1 });
  });

  test.each([
    ['it\'s a "clip", [really]; 100%.mp4', 'clip.mp4'],
    ['colon: and |pipe|.mp4', 'clip.mp4'],
    ['line\nbreak.mp4', 'clip.mp4'],
    ['Ünïcödé 影片 🎬.mp4', 'clip.mp4'],
    ['-i.jpg', 'photo.jpg'],
    ['numbered %03d {a,b}*?.jpg', 'photo.jpg'],
  ])('reads a file named %j', async (name, original) => {
    await copyFile(at(original), at(name));
    expect((await probe(name)).video).toMatchObject({ widthPx: 320, heightPx: 180 });
  });
});

describe('refusing what is no picture or clip', () => {
  const refused = async (name: string) => {
    const error = await probe(name).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'FOOTAGE_UNREADABLE', hint: expect.any(String) });
    expect(String(error)).not.toContain(directory);
    return String(error);
  };

  test('a text file named .mp4', async () => {
    await writeFile(at('text.mp4'), 'This is not a film.\n'.repeat(50));
    await refused('text.mp4');
  });

  test('a playlist named .mp4, which would open other files', async () => {
    await writeFile(
      at('playlist.mp4'),
      `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${at('clip.mp4')}\n#EXT-X-ENDLIST\n`,
    );
    await refused('playlist.mp4');
  });

  test('a list of files named .mp4', async () => {
    await writeFile(at('list.mp4'), 'ffconcat version 1.0\nfile clip.mp4\n');
    expect(await refused('list.mp4')).toContain('not accepted');
  });

  test('names that are protocols or patterns of numbered files', async () => {
    await copyFile(at('photo.png'), at('a001.png'));
    for (const name of [
      `concat:${at('clip.mp4')}|${at('clip.mp4')}`,
      `subfile,,start,0,end,0,,:${at('clip.mp4')}`,
      at('a%03d.png'),
    ]) {
      const ffmpeg = await testFfmpeg();
      await expect(ffmpeg.probe(name, never)).rejects.toMatchObject({ code: 'FOOTAGE_UNREADABLE' });
    }
  });

  test('a small file that would unpack to 256 megapixels', async () => {
    await writeFile(at('bomb.png'), pngBomb());
    expect(await refused('bomb.png')).toContain('40 megapixels');
  });

  test('an SVG', async () => {
    await writeFile(
      at('drawing.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="9" height="9"/></svg>',
    );
    await copyFile(at('drawing.svg'), at('drawing.png'));
    await refused('drawing.svg');
    await refused('drawing.png');
  });

  test('a decoder outside the allow-list in a container inside it', async () => {
    await makeMedia(directory, ...picture, '-t', '0.2', '-c:v', 'magicyuv', '-f', 'matroska', 'odd.mkv');
    expect(await refused('odd.mkv')).toContain('not accepted');
  });

  test('an empty file, a folder and a file that is not there', async () => {
    await writeFile(at('empty.mp4'), '');
    expect(await refused('empty.mp4')).toContain('empty');
    await refused('.');
    await refused('nowhere.mp4');
  });

  test('clips and photographs that were cut off', async () => {
    const clip = await readFile(at('clip.mp4'));
    await writeFile(at('cut.mp4'), clip.subarray(0, Math.floor(clip.length * 0.6)));
    await refused('cut.mp4');
    await writeFile(at('headless.mp4'), clip.subarray(0, 600));
    await refused('headless.mp4');
    const photo = await readFile(at('photo.jpg'));
    await writeFile(at('cut.jpg'), photo.subarray(0, photo.length / 2));
    await refused('cut.jpg');
  });
});
