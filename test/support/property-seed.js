import { env } from 'node:process';
import fc from 'fast-check';

// A gate gives the same answer twice: properties are tried on the same inputs every time. `PROPERTY_SEED=random`
// (or a number, to see a failure again) looks for new ones; `npm run test:soak` does so many times over.
const asked = env['PROPERTY_SEED'];
if (asked !== 'random') {
  const seed = Number(asked ?? 20261120);
  if (!Number.isInteger(seed)) {
    throw new Error(`PROPERTY_SEED is a whole number or "random", not ${asked}`);
  }
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
