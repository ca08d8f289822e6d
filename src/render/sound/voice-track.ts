import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled } from '../../runtime/cancellation.js';
import { createLoudnessMeter } from './loudness.js';
import { readWavBlocks, readWavFacts, type WavFacts, wavHeader, wavHeaderBytes } from './wav.js';

export type VoicePlacement = {
  /** Absolute path of a WAV file. */
  readonly file: string;
  /** When it begins, in seconds of film. */
  readonly startSec: number;
  /** After levelling and compression. */
  readonly gainDb: number;
};

export type VoiceTrack = {
  /** Mono float WAV of the film's whole length. */
  readonly file: string;
  readonly sampleRateHz: number;
  /** What all its voices are to get after compression; not applied yet. */
  readonly gainDb: number;
};

export type VoiceTracks = {
  /** One for each sample rate and gain among the audible voices: usually one, none when there is nothing to hear. */
  readonly tracks: readonly VoiceTrack[];
  /** What was applied to each voice, in the order given; 0 for a silent one. */
  readonly gainsDb: readonly number[];
};

/** Every voice is brought to this loudness before the mix; the programme's own gain comes last. */
export const voiceLevelLufs = -20;
/** A voice that needs more is a whisper in noise, and would come with all its noise. */
const maxLevellingDb = 20;
/** A mono voice is heard from both loudspeakers: twice the power. */
const dualMonoLu = 3.01;
/** Takes the click off a voice that does not begin or end at zero. */
const edgeSec = 0.004;

type LevelledVoice = {
  readonly placement: VoicePlacement;
  readonly facts: WavFacts;
  /** Of levelling alone. */
  readonly gainDb: number;
  readonly silent: boolean;
};

const toMono = (channels: readonly Float32Array[]): Float32Array => {
  const [first, second] = channels;
  if (first === undefined || second === undefined) {
    return first ?? new Float32Array();
  }
  return first.map((sample, frame) => (sample + (second[frame] ?? 0)) / 2);
};

const measure = async (handle: FileHandle, facts: WavFacts, signal: AbortSignal): Promise<number> => {
  const meter = createLoudnessMeter(facts.sampleRateHz, 1);
  for await (const channels of readWavBlocks(handle, facts)) {
    throwIfCancelled(signal);
    meter.add([toMono(channels)]);
  }
  return meter.integratedLufs() + dualMonoLu;
};

const withFile = async <Result>(
  file: string,
  use: (handle: FileHandle) => Promise<Result>,
): Promise<Result> => {
  const handle = await open(file, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
};

const levelVoice = (placement: VoicePlacement, signal: AbortSignal): Promise<LevelledVoice> =>
  withFile(placement.file, async (handle) => {
    const facts = await readWavFacts(handle);
    const lufs = await measure(handle, facts, signal);
    const silent = !Number.isFinite(lufs);
    const levelling = Math.max(-maxLevellingDb, Math.min(maxLevellingDb, voiceLevelLufs - lufs));
    return { placement, facts, silent, gainDb: silent ? 0 : levelling };
  });

/** 0 at the edges, 1 from `edgeFrames` inwards. */
const edgeGain = (frame: number, frameCount: number, edgeFrames: number): number =>
  Math.min(1, frame / edgeFrames, (frameCount - 1 - frame) / edgeFrames);

/** Adds a block to what already stands in the track, since voices may overlap. */
const addBlock = async (track: FileHandle, startFrame: number, samples: Float32Array): Promise<void> => {
  const bytes = Buffer.alloc(samples.length * 4);
  const position = wavHeaderBytes + startFrame * 4;
  await track.read(bytes, 0, bytes.length, position);
  for (const [frame, sample] of samples.entries()) {
    bytes.writeFloatLE(bytes.readFloatLE(frame * 4) + sample, frame * 4);
  }
  await track.write(bytes, 0, bytes.length, position);
};

type Track = { readonly handle: FileHandle; readonly frameCount: number };

const layVoice = async (
  track: Track,
  voice: LevelledVoice,
  source: FileHandle,
  signal: AbortSignal,
): Promise<void> => {
  const { sampleRateHz } = voice.facts;
  const startFrame = Math.round(voice.placement.startSec * sampleRateHz);
  const frameCount = Math.min(voice.facts.frameCount, track.frameCount - startFrame);
  const edgeFrames = edgeSec * sampleRateHz;
  const gain = 10 ** (voice.gainDb / 20);
  let done = 0;
  for await (const channels of readWavBlocks(source, voice.facts)) {
    throwIfCancelled(signal);
    const wanted = toMono(channels).subarray(0, Math.max(0, frameCount - done));
    if (wanted.length === 0) {
      return;
    }
    const samples = wanted.map(
      (sample, frame) => sample * gain * edgeGain(done + frame, frameCount, edgeFrames),
    );
    await addBlock(track.handle, startFrame + done, samples);
    done += samples.length;
  }
};

type TrackRequest = { readonly file: string; readonly durationSec: number; readonly signal: AbortSignal };

/** The file starts as a hole of the full length, so an hour of pauses costs neither memory nor writing. */
const layTrack = async (
  voices: readonly LevelledVoice[],
  sampleRateHz: number,
  request: TrackRequest,
): Promise<void> => {
  const frameCount = Math.ceil(request.durationSec * sampleRateHz);
  const handle = await open(request.file, 'w+');
  try {
    const header = wavHeader({ format: 'float32', sampleRateHz, channels: 1 }, frameCount);
    await handle.write(header, 0, wavHeaderBytes, 0);
    await handle.truncate(wavHeaderBytes + frameCount * 4);
    for (const voice of voices) {
      await withFile(voice.placement.file, (source) =>
        layVoice({ handle, frameCount }, voice, source, request.signal),
      );
    }
  } finally {
    await handle.close();
  }
};

/**
 * Lays voices on one track a sample rate and gain, each levelled to `voiceLevelLufs` and starting within half a
 * sample of its time. Doing this ourselves keeps the filter graph the same for two scenes and for two hundred.
 * Throws `InputError` for a file that is no WAV, `CancelledError`.
 */
export const layVoiceTracks = async (
  placements: readonly VoicePlacement[],
  options: { readonly workDirectory: string; readonly durationSec: number; readonly signal: AbortSignal },
): Promise<VoiceTracks> => {
  const voices: LevelledVoice[] = [];
  for (const placement of placements) {
    voices.push(await levelVoice(placement, options.signal));
  }
  const audible = voices.filter(({ silent }) => !silent);
  const kinds = new Map(
    audible.map(({ facts: { sampleRateHz }, placement: { gainDb } }) => [
      `${sampleRateHz} ${gainDb}`,
      { sampleRateHz, gainDb },
    ]),
  );
  const tracks: VoiceTrack[] = [];
  for (const [index, kind] of [...kinds.values()].entries()) {
    const file = join(options.workDirectory, `voice-${index}.wav`);
    const alike = audible.filter(
      ({ facts, placement }) => facts.sampleRateHz === kind.sampleRateHz && placement.gainDb === kind.gainDb,
    );
    await layTrack(alike, kind.sampleRateHz, { ...options, file });
    tracks.push({ file, ...kind });
  }
  const gainsDb = voices.map(({ gainDb, silent, placement }) => (silent ? 0 : gainDb + placement.gainDb));
  return { tracks, gainsDb };
};
