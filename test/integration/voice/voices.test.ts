import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PackError } from '../../../src/errors/index.js';
import { silentLogger } from '../../../src/observability/logger.js';
import type { PackLibrary } from '../../../src/packs/pack.js';
import { createVoices, type Voices } from '../../../src/voice/voices.js';
import { decodeWav } from '../../../src/voice/wav.js';
import { localVoices } from '../../support/local-voices.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';
import { faultsOf } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

const directories = temporaryDirectories();
let engineEntries: Awaited<ReturnType<typeof voiceEngineEntries>>;

jest.setTimeout(60_000);

beforeAll(async () => {
  engineEntries = await voiceEngineEntries();
});

/** A machine without the neural voice's pack, where none may be installed. */
const emptyLibrary = (): PackLibrary & { asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    ensure: async (name) => {
      asked.push(name);
      throw new PackError('PACK_MISSING', 'It is not installed.');
    },
    find: async () => undefined,
  };
};

const withVoices = async (
  packs: PackLibrary,
  providers: ('kokoro' | 'flite')[],
  use: (voices: Voices, world: Awaited<ReturnType<typeof createStepWorld>>) => Promise<void>,
) => {
  const directory = await directories();
  const voices = createVoices({
    ...localVoices(providers),
    packs,
    derivedDirectory: directory,
    logger: silentLogger,
    engineEntries,
  });
  const world = await createStepWorld(directory);
  try {
    await use(voices, world);
  } finally {
    await voices.close();
    await world.store.close();
  }
};

const request = { text: 'In Note G she showed, step by step, how.', language: 'en-US', rate: 1 };

describe('the voices of an application', () => {
  test('touch no pack until the first sentence', async () => {
    const packs = emptyLibrary();
    await withVoices(packs, ['kokoro', 'flite'], async (voices) => {
      expect(voices.listVoices().length).toBeGreaterThan(30);
      expect(voices.defaultVoice('en-US').id).toBe('af_heart');
      expect(packs.asked).toEqual([]);
    });
  });

  test('speak a scene into a WAVE file that is as long as it says and has all words', async () => {
    await withVoices(emptyLibrary(), ['flite'], async (voices, world) => {
      const scene = await voices.speakScene(world.task(), request);
      const sound = decodeWav(await readFile(world.artifacts.pathOf(scene.audio)));
      expect(scene).toMatchObject({ provider: 'flite', voice: 'slt', timing: 'engine', fallbacks: [] });
      expect(sound.sampleRateHz).toBe(scene.sampleRateHz);
      expect(sound.samples.length / sound.sampleRateHz).toBeCloseTo(scene.durationSec, 6);
      expect(faultsOf(scene.words, request.text, scene.durationSec)).toEqual([]);
      expect(scene.words[0]?.startSec).toBeLessThan(0.2);
    });
  });

  test('fall back when the pack of the wanted voice cannot be had, and ask for it again the next time', async () => {
    const packs = emptyLibrary();
    await withVoices(packs, ['kokoro', 'flite'], async (voices, world) => {
      const wish = { ...request, voice: 'am_michael' };
      const first = await voices.speakScene(world.task(), wish);
      expect(first).toMatchObject({
        provider: 'flite',
        voice: 'rms',
        fallbacks: [{ provider: 'kokoro', code: 'PACK_MISSING' }],
      });
      const again = await voices.speakScene(world.task(), wish);
      expect(again.audio).toEqual(first.audio);
      expect(packs.asked).toEqual(['voice-kokoro', 'voice-kokoro']);
    });
  });

  test('report a missing pack as it is when no other voice knows the language', async () => {
    await withVoices(emptyLibrary(), ['kokoro', 'flite'], async (voices, world) => {
      await expect(
        voices.speakScene(world.task(), { text: 'Hola.', language: 'es-ES', rate: 1 }),
      ).rejects.toMatchObject({ code: 'PACK_MISSING' });
    });
  });
});
