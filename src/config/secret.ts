import { inspect } from 'node:util';
import * as z from 'zod';

/** A value that prints as `[redacted]` wherever it is written by accident; `reveal()` is the one way to it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}

/** A configuration key that holds a secret. */
export const secretSchema = () =>
  z
    .string()
    .min(1)
    .max(4096)
    .meta({ secret: true })
    .transform((value) => new Secret(value));
