import { tmpdir } from 'node:os';
import { voiceSection } from '../../src/config/sections/voice.js';
import { createNetwork } from '../../src/net/network.js';
import type { VoicesOptions } from '../../src/voice/voices.js';
import { testFfmpegLocator } from './ffmpeg.js';

type Local = 'kokoro' | 'flite' | 'espeak';

/** Settings for voices of this machine only: nothing is reached, nothing is decoded. */
export const localVoices = (
  providers: readonly Local[] = ['kokoro', 'flite', 'espeak'],
): Pick<VoicesOptions, 'voice' | 'network' | 'decodeAudio' | 'ffmpeg'> => ({
  voice: voiceSection.parse({ providers }),
  network: createNetwork({ mode: 'offline', cacheMegabytes: 0, home: tmpdir(), version: '0' }),
  ffmpeg: testFfmpegLocator(),
  decodeAudio: async () => {
    throw new Error('There is nothing to decode.');
  },
});
