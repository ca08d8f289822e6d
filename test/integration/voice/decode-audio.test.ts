import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { soundOfAnswer } from '../../../src/voice/audio-answer.js';
import { createAudioDecoder } from '../../../src/voice/decode-audio.js';
import { hum, humWav } from '../../fakes/hum.js';
import { makeMedia, testFfmpegLocator } from '../../support/ffmpeg.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';
import { loudnessOf } from '../../support/voice-calls.js';

jest.setTimeout(60_000);

const directories = temporaryDirectories();
const decode = createAudioDecoder(testFfmpegLocator());

const contextIn = (workDirectory: string) => ({
  ...{ provider: 'edge', workDirectory, logger: silentLogger, signal: new AbortController().signal },
});

test.each([
  ['mp3', ['-b:a', '48k']],
  ['m4a', ['-c:a', 'aac']],
  ['wav', ['-c:a', 'pcm_f32le']],
])('speech as %s becomes samples of the same length', async (ending, options) => {
  const directory = await directories();
  const { pcm } = hum('One two three four five.');
  await writeFile(join(directory, 'in.wav'), humWav(pcm));
  await makeMedia(directory, '-i', 'in.wav', ...options, `out.${ending}`);
  const answer = await readFile(join(directory, `out.${ending}`));
  const { samples, sampleRateHz } = await soundOfAnswer(answer, contextIn(directory), decode);
  expect(samples.length / sampleRateHz).toBeCloseTo(pcm.length / 2 / 24_000, 0);
  expect(loudnessOf(samples)).toBeGreaterThan(0.05);
});

test.each([
  ['garbage', Buffer.from('nothing that anybody could hear'.repeat(50))],
  ['a playlist', Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
  ['nothing', Buffer.alloc(0)],
])('%s is no speech', async (_, answer) => {
  const directory = await directories();
  await expect(soundOfAnswer(answer, contextIn(directory), decode)).rejects.toMatchObject({
    code: 'PROVIDER_ANSWER_INVALID',
  });
});
