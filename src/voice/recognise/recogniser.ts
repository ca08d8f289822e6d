import { createEngineProcess } from '../child/engine-process.js';
import { type PackOptions, packOpener, type VoiceEngineOptions } from '../child/voice-engine.js';
import { onnxRuntimePackName } from '../onnx-runtime.js';
import { resample } from '../spectrum/resample.js';
import type { Sound } from '../wav.js';
import type { RecogniseCommand } from './engine-protocol.js';
import { type Transcript, transcriptSchema } from './transcript.js';

export const recogniserPackName = 'speech-recogniser';

/** Raise the last number when the same sound must be written down otherwise. */
export const recogniserRevision = 'whisper-base-q8/1';

const recogniserRateHz = 16_000;
const idleMs = 60_000;

/** Loading takes about 1 s and a minute of speech about 15 s on an idle machine; a busy one may be twenty times slower. */
const loadTimeoutMs = 120_000;
const timeoutPerSecondMs = 6_000;

export type RecogniserOptions = VoiceEngineOptions &
  PackOptions & {
    /** Threads inside one operation of the model, 1 to 8. */
    readonly threads?: number;
  };

export type RecogniseOptions = {
  /** BCP 47; found by the model when absent. */
  readonly language?: string | undefined;
  /** Writes "twenty two" where it would write "22", to compare with what a voice was to say. */
  readonly numbersAsWords?: boolean;
  readonly signal: AbortSignal;
};

/** Writes down speech, in about 100 languages, with the time of each word. */
export type Recogniser = {
  readonly revision: string;
  /** Throws `PackError`, `ProviderError` or `CancelledError`. */
  recognise(sound: Sound, options: RecogniseOptions): Promise<Transcript>;
  /** Frees the process; the recogniser may be used again afterwards. */
  close(): Promise<void>;
};

/**
 * Whisper base on ONNX Runtime, in a process of its own, which holds about 0.5 GB while it works. Needs the
 * packs `speech-recogniser` and `onnx-runtime`, which are fetched at the first recording.
 */
export const createRecogniser = (options: RecogniserOptions): Recogniser => {
  const engine = createEngineProcess({
    provider: 'recogniser',
    entry: options.engineEntry ?? new URL('./engine-entry.js', import.meta.url),
    idleMs,
    logger: options.logger,
  });
  return {
    revision: recogniserRevision,
    async recognise({ samples, sampleRateHz }, { language, signal, numbersAsWords = false }) {
      const ensure = packOpener(options, signal);
      const pack = await ensure(recogniserPackName);
      const runtime = await ensure(onnxRuntimePackName);
      const command: RecogniseCommand = {
        packDirectory: pack.directory,
        runtimeDirectory: runtime.directory,
        threads: options.threads ?? 1,
        samples: resample(samples, sampleRateHz, recogniserRateHz),
        language,
        numbersAsWords,
      };
      const durationSec = samples.length / sampleRateHz;
      const reply = await engine.request(command, {
        signal,
        timeoutMs: loadTimeoutMs + durationSec * timeoutPerSecondMs,
      });
      return transcriptSchema.parse(reply);
    },
    close: () => engine.close(),
  };
};
