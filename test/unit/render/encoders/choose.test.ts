import { describe, expect, test } from '@jest/globals';
import { CancelledError, MediaError } from '../../../../src/errors/index.js';
import { createEncoderChooser, encodableCodecs } from '../../../../src/render/encoders/choose.js';
import { encoderNames } from '../../../../src/render/encoders/encoder.js';
import type { Ffmpeg, FfmpegRequest } from '../../../../src/render/ffmpeg/ffmpeg.js';

const refusal = new MediaError('MEDIA_FAILED', 'ffmpeg could not finish (encoder).', {
  stage: 'encoder',
  stderrTail: 'Cannot load libcuda.so.1',
});

/** An ffmpeg that knows these encoders and answers every trial with `answer`. */
const fake = (encoders: readonly string[], answer: () => void = () => undefined) => {
  const requests: FfmpegRequest[] = [];
  const ffmpeg: Ffmpeg = {
    path: '/bin/ffmpeg',
    version: '7.0',
    source: 'configured',
    encoders: new Set(encoders),
    filters: new Set(),
    run: async (request) => {
      requests.push(request);
      answer();
      return { stderr: '' };
    },
    probe: () => Promise.reject(new Error('nothing is probed')),
  };
  return { requests, chooser: createEncoderChooser({ get: async () => ffmpeg }) };
};

const all: readonly string[] = [...encoderNames, 'libopus'];
const wanted = { codec: 'h265', encoder: 'nvenc', container: 'mp4' } as const;

describe('choosing an encoder', () => {
  test('takes software without trying anything', async () => {
    const { chooser, requests } = fake(all);
    expect(await chooser.choose({ ...wanted, encoder: 'software' })).toEqual({ encoder: 'libx265' });
    expect(requests).toEqual([]);
  });

  test('tries hardware once, with one real frame and no limit on addresses', async () => {
    const { chooser, requests } = fake(all);
    expect(await chooser.choose(wanted)).toEqual({ encoder: 'hevc_nvenc' });
    expect(await chooser.choose(wanted)).toEqual({ encoder: 'hevc_nvenc' });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.outputOptions.join(' ')).toContain('-frames:v 1 -c:v hevc_nvenc');
    expect(requests[0]).toMatchObject({ usesGraphicsCard: true, inputs: [{ options: expect.anything() }] });
  });

  test('puts the frame on the card for VA-API', async () => {
    const { chooser, requests } = fake(all);
    await chooser.choose({ ...wanted, encoder: 'vaapi' });
    expect(requests[0]?.filterGraph).toBe('[0:v]format=yuv420p,format=nv12,hwupload[film]');
  });

  test('encodes in software where the trial fails, says why, and does not try again', async () => {
    const { chooser, requests } = fake(all, () => {
      throw refusal;
    });
    const chosen = await chooser.choose(wanted);
    expect(chosen).toEqual({
      encoder: 'libx265',
      degraded:
        'The H.265 encoder of NVIDIA (nvenc) is not used: it could not encode a single frame when it was tried, so there is no NVIDIA card that can do it, or its driver is missing or too old. The film was encoded in software instead.',
    });
    expect(await chooser.choose(wanted)).toEqual(chosen);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['an ffmpeg without it', ['libx265'], wanted, /built without hevc_nvenc/],
    [
      'a codec that it does not make',
      all,
      { ...wanted, codec: 'vp9', container: 'webm' },
      /VP9 .*there is none/,
    ],
  ] as const)('tells of %s without a trial', async (_, encoders, request, words) => {
    const { chooser, requests } = fake(encoders);
    expect((await chooser.choose(request)).degraded).toMatch(words);
    expect(requests).toEqual([]);
  });

  test('tries again after a trial that was cancelled', async () => {
    let cancelled = true;
    const { chooser } = fake(all, () => {
      if (cancelled) {
        throw new CancelledError();
      }
    });
    await expect(chooser.choose(wanted)).rejects.toMatchObject({ code: 'CANCELLED' });
    cancelled = false;
    expect(await chooser.choose(wanted)).toEqual({ encoder: 'hevc_nvenc' });
  });

  test('prefers SVT-AV1 and takes libaom where there is no other', async () => {
    const av1 = { codec: 'av1', encoder: 'software', container: 'mp4' } as const;
    expect(await fake(all).chooser.choose(av1)).toEqual({ encoder: 'libsvtav1' });
    expect(await fake(['libaom-av1']).chooser.choose(av1)).toEqual({ encoder: 'libaom-av1' });
  });

  test('names what to install where this ffmpeg cannot encode the codec or the sound', async () => {
    const { chooser } = fake(['libx264', 'libvpx-vp9']);
    await expect(chooser.choose({ ...wanted, encoder: 'software' })).rejects.toMatchObject({
      code: 'ENCODER_MISSING',
      hint: expect.stringContaining('libx265'),
    });
    const webm = { codec: 'vp9', encoder: 'software', container: 'webm' } as const;
    await expect(chooser.choose(webm)).rejects.toMatchObject({ hint: expect.stringContaining('libopus') });
  });
});

test('the codecs that can be encoded, as doctor lists them', () => {
  expect(encodableCodecs(new Set(['libx264', 'libsvtav1']))).toEqual(['H.264', 'AV1']);
});
