import type { GetPromptResult } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import type { Complete } from './complete.js';

export type PromptSpec<Args extends z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Strings only: the protocol knows no other type of prompt argument. */
  readonly args: Args;
  /** How a host completes what a person types, by argument. */
  readonly complete?: { readonly [Name in keyof z.output<Args>]?: Complete };
  /** What the host puts to its model, in the user's name. */
  render(args: z.output<Args>): string;
};

export type PromptDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: z.ZodObject;
  readonly complete: Readonly<Record<string, Complete | undefined>>;
  /** Throws a `ZodError` where the arguments do not fit `args`. */
  get(args: unknown): GetPromptResult;
};

export const definePrompt = <Args extends z.ZodObject>(spec: PromptSpec<Args>): PromptDefinition => ({
  name: spec.name,
  title: spec.title,
  description: spec.description,
  args: spec.args,
  complete: { ...spec.complete },
  get: (args) => ({
    description: spec.description,
    messages: [{ role: 'user', content: { type: 'text', text: spec.render(spec.args.parse(args)) } }],
  }),
});
