import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { createFfmpegLocator } from '../../../src/render/ffmpeg/locate.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { joinWords } from '../../../src/script/words.js';
import { createNarrationDesk } from '../../../src/studio/narration-desk.js';
import { createAdoptRecordingStep } from '../../../src/voice/recording/adopt-recording-step.js';
import { createVoices, type Voices } from '../../../src/voice/voices.js';
import { encodeWav } from '../../../src/voice/wav.js';
import { localVoices } from '../../support/local-voices.js';
import { testPacks } from '../../support/packs.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';
import { voiceContext } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

const directories = temporaryDirectories();
const narrations = [
  'The engine could compute the numbers.',
  'It was never built, and it would have been heavy.',
  'But the program was written down.',
];
let voices: Voices;
let recorded: { samples: Float32Array; sampleRateHz: number };

// Generous: the machine may be busy with other tests.
jest.setTimeout(120_000);

beforeAll(async () => {
  voices = createVoices({
    ...localVoices(['flite', 'espeak']),
    packs: testPacks(),
    derivedDirectory: join(tmpdir(), 'reelwright-test-derived'),
    logger: silentLogger,
    engineEntries: await voiceEngineEntries(),
  });
  const text = narrations.join(' ');
  recorded = await voices.speak({ text, language: 'en-US', rate: 1, voice: 'rms' }, voiceContext());
});

afterAll(() => voices.close());

const setUp = async (sound = recorded) => {
  const directory = await directories();
  const world = await createStepWorld(await directories());
  const ffmpeg = createFfmpegLocator({
    packs: testPacks(),
    logger: silentLogger,
    configuredPath: process.env['REELWRIGHT_FFMPEG'],
  });
  const file = join(directory, 'me.wav');
  await writeFile(file, encodeWav(sound));
  const desk = createNarrationDesk({
    engine: world.engine,
    film: { ffmpeg, voices, steps: { adoptRecording: createAdoptRecordingStep(ffmpeg) } as never },
    inputRoots: [directory],
    answerWithinMs: undefined,
    clock: systemClock,
    logger: silentLogger,
    closing: new AbortController().signal,
  });
  return { world, desk, file };
};

const cut = (
  world: Awaited<ReturnType<typeof createStepWorld>>,
  recording: { audio: never; durationSec: number; language: string },
  scenes: readonly string[],
) =>
  world.task().run(voices.cutRecordingStep, {
    ...recording,
    narrations: [...scenes],
    revision: voices.recogniser.revision,
  });

describe('a narration that somebody recorded', () => {
  test('is cut into the scenes of its script, each with its words where they are heard', async () => {
    const { world, desk, file } = await setUp();
    const { recording } = await desk.take(file, { script: narrations.join('\n\n') });
    const { scenes } = await cut(world, recording as never, narrations);
    expect(scenes.map(({ words }) => joinWords(words))).toEqual(narrations);
    expect(scenes.every(({ timing, provider }) => timing === 'aligned' && provider === 'recording')).toBe(
      true,
    );
    const totalSec = scenes.reduce((sum, { durationSec }) => sum + durationSec, 0);
    expect(totalSec).toBeLessThan(recording.durationSec + 0.6);
    expect(totalSec).toBeGreaterThan(recording.durationSec * 0.8);
    await world.store.close();
  });

  test('is written down when no script is given', async () => {
    const { world, desk, file } = await setUp();
    const { script, recording } = await desk.take(file, {});
    expect(script).toMatch(/never built/);
    expect(recording.language).toBe('en-US');
    await world.store.close();
  });

  test('is refused for a script that it does not hold', async () => {
    const { world, desk, file } = await setUp();
    const other = [
      'Boil some water for the pasta, add salt.',
      'Wait for nine minutes, then serve it with basil.',
    ];
    const { recording } = await desk.take(file, { script: other.join('\n') });
    await expect(cut(world, recording as never, other)).rejects.toMatchObject({ code: 'RECORDING_MISMATCH' });
    await expect(cut(world, recording as never, ['Two words.'.repeat(60)])).rejects.toMatchObject({
      code: 'RECORDING_MISMATCH',
    });
    await world.store.close();
  });

  test('is refused when it is silent, missing, or outside the folders that may be used', async () => {
    const { world, desk, file } = await setUp({ samples: new Float32Array(48_000), sampleRateHz: 16_000 });
    await expect(desk.take(file, { script: 'One.' })).rejects.toMatchObject({ code: 'RECORDING_UNREADABLE' });
    await expect(desk.take(`${file}.gone`, { script: 'One.' })).rejects.toMatchObject({
      code: 'RECORDING_UNREADABLE',
    });
    await expect(desk.take('/etc/hostname', { script: 'One.' })).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    await expect(desk.take(file, { documentFile: '/tmp/a.md' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await world.store.close();
  });
});
