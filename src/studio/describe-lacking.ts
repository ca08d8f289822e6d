import type { VoiceFallback } from '../voice/failover.js';
import type { Author } from './script-requests.js';

/** Who was to write or to speak and could not, in words, once for each. */
export const describeLacking = ({
  author,
  missing,
}: {
  readonly author?: Author | undefined;
  /** Voice services that could not even say which voices they have. */
  readonly missing: readonly VoiceFallback[];
}): string[] => {
  const failed = author?.kind === 'model' ? author.fallbacks : [];
  return [
    ...(author?.kind !== 'model' || failed.length === 0
      ? []
      : [
          `${author.endpoint} wrote the script, since others could not (${failed
            .map(({ endpoint, code }) => `${endpoint}: ${code}`)
            .join(', ')}).`,
        ]),
    ...missing.map(
      ({ provider, code }) =>
        `The voice service ${provider} could not list its voices (${code}): another voice was chosen.`,
    ),
  ];
};
