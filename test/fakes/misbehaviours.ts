import type { ErrorCode } from '../../src/errors/index.js';
import type { Behaviour } from './behaviours.js';

/** Every way in which a provider can fail for good: the code it ends in, and whether it was tried again. */
export const misbehaviours = {
  'a refused key (401)': [{ kind: 'status', status: 401 }, 'PROVIDER_UNAUTHORIZED', false],
  'a forbidden use (403)': [{ kind: 'status', status: 403 }, 'PROVIDER_UNAUTHORIZED', false],
  'a limit for an hour (429)': [
    { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
    'PROVIDER_RATE_LIMITED',
    false,
  ],
  'errors without end (500)': [{ kind: 'status', status: 500 }, 'PROVIDER_FAILED', true],
  'silence before the headers': [{ kind: 'hang-before-headers' }, 'PROVIDER_TIMEOUT', true],
  'silence in the body': [{ kind: 'hang-in-body' }, 'PROVIDER_TIMEOUT', true],
  'half a body': [{ kind: 'half-body' }, 'PROVIDER_UNREACHABLE', true],
  garbage: [{ kind: 'garbage' }, 'PROVIDER_ANSWER_INVALID', false],
  'a page of HTML': [{ kind: 'wrong-type' }, 'PROVIDER_ANSWER_INVALID', false],
  'a body without an end': [{ kind: 'endless-body' }, 'ANSWER_TOO_LARGE', false],
  'a redirect to the cloud metadata': [
    { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' },
    'ADDRESS_REFUSED',
    false,
  ],
  'a slow drip': [{ kind: 'slow-drip' }, 'PROVIDER_TIMEOUT', true],
  'a reset connection': [{ kind: 'reset' }, 'PROVIDER_UNREACHABLE', true],
} as const satisfies Record<string, readonly [Behaviour, ErrorCode, boolean]>;

export type MisbehaviourName = keyof typeof misbehaviours;
export const misbehaviourNames = Object.keys(misbehaviours) as MisbehaviourName[];
