import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { StepDefinition } from './definition.js';

/**
 * The name of a piece of work: sha256, in lower-case hex, of kind, version and input. Two pieces of work with
 * the same key have the same output.
 *
 * @param input As the definition's own schema returns it, so that defaults are filled in.
 */
export const stepKey = <Input, Output>(
  { kind, version }: Pick<StepDefinition<Input, Output>, 'kind' | 'version'>,
  input: Input,
): string =>
  createHash('sha256')
    .update(canonicalJson([kind, version, input]))
    .digest('hex');
