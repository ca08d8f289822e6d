import { InputError, ProviderError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import { throwIfCancelled } from '../runtime/cancellation.js';
import { type Breaker, createBreaker } from './breaker.js';
import { checkSpeech } from './check-speech.js';
import {
  chooseVoices,
  defaultVoice,
  isKnownVoice,
  takesStyle,
  unmistakableId,
  type VoiceChoice,
  type VoiceWish,
} from './choose-voice.js';
import { failureOf, tryInOrder, type VoiceFallback } from './failover.js';
import { trimSpeech } from './trim.js';
import type { SpeakRequest, Speech, VoiceCallContext, VoiceDescription, VoiceProvider } from './voice.js';

export type VoiceChainOptions = {
  /** In the order they are tried. */
  readonly providers: readonly VoiceProvider[];
  readonly logger: Logger;
  /** The voice used when a request names none, where it speaks the language. */
  readonly preferredVoice?: string | undefined;
  /** Milliseconds on a clock that does not go back; for tests. */
  readonly now?: () => number;
};

/** What is to be said, by whom if anyone can. */
export type VoiceRequest = VoiceWish &
  Pick<SpeakRequest, 'text' | 'rate' | 'pitchSemitones' | 'styleDegree' | 'pronunciations'>;

/** What a choice can do by itself. */
export type VoiceAbilities = {
  readonly isOnline: boolean;
  readonly hasOwnPitch: boolean;
  readonly takesPhonetics: boolean;
  readonly takesStyle: (style: string) => boolean;
  readonly styles: readonly string[];
};

export type ChainSpeech = Speech & {
  readonly provider: string;
  readonly voice: string;
  /** Who was to speak before and could not, in order; empty when the wanted voice spoke. */
  readonly fallbacks: readonly VoiceFallback[];
};

/** All voices behind one door. */
export type VoiceChain = {
  listVoices(): readonly VoiceDescription[];
  /**
   * Asks the services for their voices, each once: all of them, or those only that a wish cannot do without. A service
   * that does not answer in time keeps the voices it is known to have. Throws `CancelledError`.
   */
  discover(signal: AbortSignal, wish?: Pick<VoiceWish, 'voice'>): Promise<void>;
  /** The voice used for a language when none is named. Throws `ProviderError('PROVIDER_UNAVAILABLE')`. */
  defaultVoice(language: string): VoiceDescription;
  /** The id under which a film keeps the voice it is to have. Throws as `choose`. */
  settle(wish: VoiceWish): string;
  /**
   * Who comes before the speaker, and has no voices to choose from, since it could not list them. Without a speaker it
   * is the first choice, and nobody is missed where a voice was wanted by name.
   */
  missing(wish: VoiceWish, speaker?: string): VoiceFallback[];
  /** Who would be tried, in order. Throws `InputError('VOICE_UNKNOWN')` or `ProviderError('PROVIDER_UNAVAILABLE')`. */
  choose(wish: VoiceWish): VoiceChoice[];
  /** Of a provider that is switched off: nothing. */
  abilities(choice: Pick<VoiceChoice, 'provider' | 'voice'>): VoiceAbilities;
  /** Checked and trimmed speech from exactly this choice. Throws as `VoiceProvider.speak`, and `VOICE_SILENT`. */
  speakAs(
    choice: VoiceChoice,
    request: Omit<SpeakRequest, 'voice'>,
    context: VoiceCallContext,
  ): Promise<Speech>;
  /** Speech from the first choice that can. */
  speak(request: VoiceRequest, context: VoiceCallContext): Promise<ChainSpeech>;
  readonly breaker: Breaker;
  close(): Promise<void>;
};

/** A film waits so long for the lists of its services, once. */
const discoveryTimeoutMs = 5_000;

const abilitiesOf = (
  providers: readonly VoiceProvider[],
  { provider: name, voice: id }: Pick<VoiceChoice, 'provider' | 'voice'>,
): VoiceAbilities => {
  const provider = providers.find((one) => one.name === name);
  const voice = provider?.voices.find((one) => one.id === id) ?? provider?.recognise?.(id);
  return {
    isOnline: voice?.offline === false,
    hasOwnPitch: provider?.hasOwnPitch === true,
    takesPhonetics: provider?.takesPhonetics === true,
    styles: voice?.styles ?? [],
    takesStyle: (style) => voice !== undefined && takesStyle(voice, style),
  };
};

export const createVoiceChain = ({
  providers,
  logger,
  preferredVoice,
  now,
}: VoiceChainOptions): VoiceChain => {
  const breaker = createBreaker(now ?? (() => performance.now()));
  const choose = (wish: VoiceWish): VoiceChoice[] => chooseVoices(providers, wish, preferredVoice);

  const discovered = new Set<VoiceProvider>();
  const unlisted = new Map<VoiceProvider, VoiceFallback>();

  const discover = async (provider: VoiceProvider, signal: AbortSignal): Promise<void> => {
    discovered.add(provider);
    try {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(discoveryTimeoutMs)]);
      await provider.discover?.({ signal: inTime, logger });
    } catch (error) {
      throwIfCancelled(signal);
      // What is no failure of its own was our patience coming to its end.
      unlisted.set(provider, { provider: provider.name, code: failureOf(error) ?? 'PROVIDER_TIMEOUT' });
      logger.info({ err: error, provider: provider.name }, 'a voice service did not list its voices');
    }
  };

  const speakAs: VoiceChain['speakAs'] = async (choice, asked, context) => {
    const provider = providers.find(({ name }) => name === choice.provider);
    if (provider === undefined) {
      throw new ProviderError(
        'PROVIDER_UNAVAILABLE',
        `The voice provider ${choice.provider} is switched off.`,
        {
          provider: choice.provider,
          hint: 'Add it to voice.providers in the configuration, or choose another voice.',
        },
      );
    }
    refuseUnspeakable(asked.text);
    const request = { ...asked, voice: choice.voice };
    try {
      const speech = await provider.speak(request, context);
      checkSpeech(speech, request, provider.name);
      breaker.succeeded(provider.name);
      return trimSpeech(speech);
    } catch (error) {
      if (!context.signal.aborted) {
        breaker.failed(provider.name);
        context.logger.warn({ err: error, provider: choice.provider, voice: choice.voice }, 'a voice failed');
      }
      throw error;
    }
  };

  return {
    listVoices: () => providers.flatMap((provider) => provider.voices),
    discover: async (signal, wish) => {
      const isNeeded = ({ voices }: VoiceProvider): boolean =>
        wish === undefined ||
        voices.length === 0 ||
        (wish.voice !== undefined && !isKnownVoice(providers, wish.voice));
      const asked = providers.filter(
        (provider) => provider.discover !== undefined && !discovered.has(provider) && isNeeded(provider),
      );
      await Promise.all(asked.map((provider) => discover(provider, signal)));
    },
    defaultVoice: (language) => defaultVoice(providers, language, preferredVoice),
    settle: (wish) => {
      const [first] = choose(wish);
      return first === undefined
        ? defaultVoice(providers, wish.language, preferredVoice).id
        : unmistakableId(providers, first);
    },
    missing: (wish, speaker) => {
      if (speaker === undefined && (wish.voice !== undefined || preferredVoice !== undefined)) {
        return [];
      }
      const chosen = speaker ?? choose(wish)[0]?.provider;
      const before = providers.slice(
        0,
        providers.findIndex(({ name }) => name === chosen),
      );
      return before.flatMap((provider) => unlisted.get(provider) ?? []);
    },
    choose,
    abilities: (choice) => abilitiesOf(providers, choice),
    speakAs,
    speak: async (request, context) => {
      const { choice, result, fallbacks } = await tryInOrder(choose(request), breaker, (tried) =>
        speakAs(tried, request, context),
      );
      return { ...result, provider: choice.provider, voice: choice.voice, fallbacks };
    },
    breaker,
    close: async () => {
      await Promise.all(providers.map((provider) => provider.close()));
    },
  };
};

/** Signs and pictures alone make no sound in any voice. */
const refuseUnspeakable = (text: string): void => {
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new InputError('SCRIPT_EMPTY', 'This part of the script holds no words that can be spoken.', {
      hint: 'Write at least one word in every scene.',
    });
  }
};
