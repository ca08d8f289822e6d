import type { StepRunner } from '../steps/definition.js';
import type { VoiceRequest } from '../voice/chain.js';
import type { VoiceChoice } from '../voice/choose-voice.js';
import { failureOf, passOverResting, type VoiceFallback } from '../voice/failover.js';
import type { SpokenScene } from '../voice/speak-step.js';
import type { Voices } from '../voice/voices.js';

/** Who speaks the scenes of one film. */
export type Cast = {
  /** Throws as the voice does; then `recast` tells whether the film is to be begun again. */
  speak(steps: StepRunner, request: VoiceRequest): Promise<SpokenScene>;
  /** Whether another voice has taken a failed one's place since this was last asked. */
  recast(): boolean;
};

/** All scenes that ask for one voice: they change it together. */
type Role = {
  readonly order: readonly VoiceChoice[];
  /** Index of the one who speaks; past the end, each scene takes whoever can. */
  at: number;
  readonly fallbacks: VoiceFallback[];
};

/**
 * Casts a film by the policy `voice.onFailure`. With `substitute` a scene that its voice cannot speak goes to the
 * next one by itself. With `revoice` the nearest voice of the next provider takes over every scene of the voice that
 * failed, so that nobody hears a film change its voice; only when no voice can speak all scenes do they differ.
 */
export const createCast = (
  voices: Pick<Voices, 'onFailure' | 'choose' | 'missing' | 'speakScene' | 'speakSceneAs' | 'breaker'>,
): Cast => {
  const roles = new Map<string, Role>();
  let changed = false;

  const roleOf = (request: VoiceRequest): Role => {
    const key = JSON.stringify([request.voice, request.style, request.language]);
    const known = roles.get(key);
    if (known !== undefined) {
      return known;
    }
    const { order, passedOver } = passOverResting(voices.choose(request), voices.breaker);
    const role: Role = { order, at: 0, fallbacks: passedOver };
    roles.set(key, role);
    return role;
  };

  const speakInRole = async (steps: StepRunner, request: VoiceRequest): Promise<SpokenScene> => {
    const role = roleOf(request);
    const choice = role.order[role.at];
    if (choice === undefined) {
      return voices.speakScene(steps, request);
    }
    try {
      const spoken = await voices.speakSceneAs(steps, choice, request);
      const missing = role.at === 0 ? [] : voices.missing(request, choice.provider);
      return { ...spoken, fallbacks: [...role.fallbacks, ...missing] };
    } catch (error) {
      const code = failureOf(error);
      // Scenes are spoken side by side, and the first to fail speaks for all.
      if (code !== undefined && role.order[role.at] === choice && role.order.length > 1) {
        role.fallbacks.push({ provider: choice.provider, code });
        role.at += 1;
        changed = true;
      }
      throw error;
    }
  };

  return {
    speak: voices.onFailure === 'substitute' ? voices.speakScene : speakInRole,
    recast: () => {
      const answer = changed;
      changed = false;
      return answer;
    },
  };
};
