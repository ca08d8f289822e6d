import type { Behaviour } from '../fakes/behaviours.js';

/** Every way in which a server is known to misbehave, for as long as it is asked. */
export const allMisbehaviours: Readonly<Record<string, Behaviour>> = {
  '401': { kind: 'status', status: 401 },
  '403': { kind: 'status', status: 403 },
  '429 with Retry-After': { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
  '500 without end': { kind: 'status', status: 500 },
  'silence before the headers': { kind: 'hang-before-headers' },
  'silence in the body': { kind: 'hang-in-body' },
  'half a body': { kind: 'half-body' },
  garbage: { kind: 'garbage' },
  'a wrong type': { kind: 'wrong-type' },
  'a body without an end': { kind: 'endless-body' },
  'a redirect to a private address': { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' },
  'a slow drip': { kind: 'slow-drip' },
  'a reset connection': { kind: 'reset' },
};
