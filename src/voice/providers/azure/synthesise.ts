import type * as Sdk from 'microsoft-cognitiveservices-speech-sdk';
import { cancellationOf, throwIfCancelled } from '../../../runtime/cancellation.js';
import { faultOfStatus, voiceFault } from '../../provider-errors.js';
import { unescapeXml } from '../../ssml.js';
import type { SpokenMark } from '../../time-marks.js';

const provider = 'azure';

export const sampleRateHz = 24_000;

/** Between two signs of life. The service begins to answer in under a second. */
const silenceTimeoutMs = 15_000;
/** How long a connection may take to end before it is left to itself. */
const closeTimeoutMs = 1_000;
/** Ten minutes of speech, the longest the service gives, is 29 MB. */
const mostAudioBytes = 32 * 1024 * 1024;
const ticksPerSec = 10_000_000;

export type AzureTarget =
  | { readonly region: string }
  /** ws or wss; with a path of its own, or none for the usual one. */
  | { readonly endpoint: URL };

export type SynthesisRequest = {
  readonly target: AzureTarget;
  readonly key: string;
  readonly ssml: string;
  /** Takes the key out of what the library says. */
  readonly scrub: (text: string) => string;
  readonly signal: AbortSignal;
};

export type Synthesis = { readonly pcm: Uint8Array; readonly marks: readonly SpokenMark[] };

const configure = (sdk: typeof Sdk, { target, key }: SynthesisRequest): Sdk.SpeechConfig => {
  if ('region' in target) {
    return sdk.SpeechConfig.fromSubscription(key, target.region);
  }
  // For a path it knows itself the library would first ask the address by HTTP, past every limit of ours.
  return target.endpoint.pathname === '/'
    ? sdk.SpeechConfig.fromHost(target.endpoint, key)
    : sdk.SpeechConfig.fromEndpoint(target.endpoint, key);
};

/** The library tells a refused connection in a sentence only. */
const faultOfDetails = (details: string, scrub: SynthesisRequest['scrub']) => {
  const cause = new Error(scrub(details));
  const status = /Unexpected server response: (\d{3})/.exec(details)?.[1];
  if (status !== undefined) {
    return voiceFault(provider, faultOfStatus(Number(status)), { cause });
  }
  if (/error code: 1007/i.test(details)) {
    return voiceFault(provider, 'PROVIDER_FAILED', {
      cause,
      retryable: false,
      hint: 'The service knows no such voice, or not in this region.',
    });
  }
  const reached = /websocket error code|Connection closed/i.test(details);
  return voiceFault(provider, reached ? 'PROVIDER_FAILED' : 'PROVIDER_UNREACHABLE', { cause });
};

const converse = (
  sdk: typeof Sdk,
  synthesizer: Sdk.SpeechSynthesizer,
  { ssml, signal, scrub }: SynthesisRequest,
): Promise<Synthesis> =>
  new Promise((resolve, reject) => {
    const marks: SpokenMark[] = [];
    let sizeBytes = 0;
    let timer: NodeJS.Timeout | undefined;
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const fail = (error: Error): void => done(() => reject(error));
    const stop = (): void => fail(cancellationOf(signal));
    const awaitSign = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(voiceFault(provider, 'PROVIDER_TIMEOUT')), silenceTimeoutMs);
    };
    signal.addEventListener('abort', stop, { once: true });
    awaitSign();
    synthesizer.wordBoundary = (_sender, { text, audioOffset, duration, boundaryType }) => {
      awaitSign();
      if (boundaryType === sdk.SpeechSynthesisBoundaryType.Word) {
        const startSec = audioOffset / ticksPerSec;
        marks.push({ text: unescapeXml(text), startSec, endSec: startSec + duration / ticksPerSec });
      }
    };
    synthesizer.synthesizing = (_sender, { result }) => {
      awaitSign();
      sizeBytes += result.audioData.byteLength;
      if (sizeBytes > mostAudioBytes) {
        fail(voiceFault(provider, 'ANSWER_TOO_LARGE'));
      }
    };
    synthesizer.speakSsmlAsync(
      ssml,
      (result) => {
        if (result.reason === sdk.ResultReason.SynthesizingAudioCompleted) {
          done(() => resolve({ pcm: new Uint8Array(result.audioData), marks }));
        } else {
          fail(faultOfDetails(result.errorDetails ?? '', scrub));
        }
      },
      (error) => fail(faultOfDetails(String(error), scrub)),
    );
  });

const close = (synthesizer: Sdk.SpeechSynthesizer): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, closeTimeoutMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    synthesizer.close(done, done);
  });

/**
 * One turn with the Speech service through its own library, which is loaded here and not before. Its connection is
 * closed whatever happens; frames it cannot read it drops in silence, so a turn without signs of life is given up.
 *
 * Throws `ProviderError` or `CancelledError`.
 */
export const synthesise = async (request: SynthesisRequest): Promise<Synthesis> => {
  throwIfCancelled(request.signal);
  const sdk = await import('microsoft-cognitiveservices-speech-sdk');
  const config = configure(sdk, request);
  config.speechSynthesisOutputFormat = sdk.SpeechSynthesisOutputFormat.Raw24Khz16BitMonoPcm;
  config.setProperty(sdk.PropertyId.SpeechServiceResponse_RequestWordBoundary, 'true');
  const synthesizer = new sdk.SpeechSynthesizer(config, null);
  try {
    return await converse(sdk, synthesizer, request);
  } finally {
    await close(synthesizer);
    config.close();
  }
};
