import { open, readFile } from 'node:fs/promises';
import { wavHeader } from '../render/sound/wav.js';

export type PlayRequest = {
  /** A Standard MIDI File. */
  readonly midi: Uint8Array;
  /** SoundFont 2 or 3. */
  readonly soundfontFile: string;
  /** The file is cut or filled to exactly this length. */
  readonly durationSec: number;
  /** Absolute path of the WAV file: 48 kHz, stereo, 16 bit. */
  readonly outputFile: string;
};

export const musicSampleRateHz = 48_000;
const channels = 2;
/** The synthesizer renders at most this many frames in one go, and hears of new notes as often. */
const quantumFrames = 128;
/** A second is written in one go. */
const blockFrames = quantumFrames * 375;
/** A raised cosine over the last seconds takes the ring of the final chord to silence. */
const fadeSec = 2;
/** Samples are louder than one another; this much room keeps the densest chords from clipping. */
const outputGain = 2.5;

type Library = typeof import('spessasynth_core');
type Synthesizer = { render(left: Float32Array, right: Float32Array): void };

const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Decodes the samples that the piece uses, so that no note has to wait for its own. */
const decodeSamples = (
  song: InstanceType<Library['BasicMIDI']>,
  synth: InstanceType<Library['SpessaSynthProcessor']>,
): void => {
  for (const [preset, keys] of song.getUsedProgramsAndKeys(synth.soundBankManager)) {
    for (const [key, velocities] of keys) {
      for (const velocity of velocities) {
        for (const voice of preset.getVoiceParameters(key, velocity)) {
          voice.sample.getAudioData();
        }
      }
    }
  }
};

const openSynthesizer = async (request: PlayRequest): Promise<Synthesizer> => {
  const library = await import('spessasynth_core');
  library.SpessaLog.setLogLevel(false, false, false);
  const soundfont = await readFile(request.soundfontFile);
  const synth = new library.SpessaSynthProcessor(musicSampleRateHz, { eventsEnabled: false });
  synth.soundBankManager.addSoundBank(
    library.SoundBankLoader.fromArrayBuffer(toArrayBuffer(soundfont)),
    'main',
  );
  await synth.processorInitialized;
  const song = library.BasicMIDI.fromArrayBuffer(toArrayBuffer(request.midi));
  decodeSamples(song, synth);
  const sequencer = new library.SpessaSynthSequencer(synth);
  sequencer.preload = false;
  sequencer.skipToFirstNoteOn = false;
  sequencer.loopCount = 0;
  sequencer.loadNewSongList([song]);
  sequencer.play();
  return {
    render(left, right) {
      for (let from = 0; from < left.length; from += quantumFrames) {
        sequencer.processTick();
        synth.process(left, right, from, Math.min(quantumFrames, left.length - from));
      }
    },
  };
};

/** 1 until the fade begins, then half a cosine down to 0 at the last frame. */
const fadeGain = (framesLeft: number, fadeFrames: number): number =>
  framesLeft >= fadeFrames ? 1 : (1 - Math.cos((Math.PI * framesLeft) / fadeFrames)) / 2;

const toInt16 = (sample: number): number =>
  Math.max(-32_768, Math.min(32_767, Math.round(sample * outputGain * 32_767)));

/**
 * Plays a MIDI file with a soundfont into a WAV file. Keeps its thread busy throughout, so it belongs in a worker.
 * Memory does not grow with the length.
 */
export const playMidi = async (
  request: PlayRequest,
  onProgress: (fraction: number) => void,
): Promise<void> => {
  const synthesizer = await openSynthesizer(request);
  const frameCount = Math.round(request.durationSec * musicSampleRateHz);
  const fadeFrames = Math.min(frameCount / 4, fadeSec * musicSampleRateHz);
  const left = new Float32Array(blockFrames);
  const right = new Float32Array(blockFrames);
  const file = await open(request.outputFile, 'w');
  try {
    await file.write(wavHeader({ format: 'pcm16', sampleRateHz: musicSampleRateHz, channels }, frameCount));
    for (let done = 0; done < frameCount; done += blockFrames) {
      left.fill(0);
      right.fill(0);
      synthesizer.render(left, right);
      const frames = Math.min(blockFrames, frameCount - done);
      const bytes = Buffer.alloc(frames * channels * 2);
      for (let frame = 0; frame < frames; frame += 1) {
        const gain = fadeGain(frameCount - 1 - done - frame, fadeFrames);
        bytes.writeInt16LE(toInt16((left[frame] ?? 0) * gain), frame * 4);
        bytes.writeInt16LE(toInt16((right[frame] ?? 0) * gain), frame * 4 + 2);
      }
      await file.write(bytes);
      onProgress((done + frames) / frameCount);
    }
  } finally {
    await file.close();
  }
};
