import type { GetPromptResult } from '@modelcontextprotocol/server';
import type * as z from 'zod';

export type PromptSpec<Args extends z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Strings only: the protocol knows no other type of prompt argument. */
  readonly args: Args;
  /** What the host puts to its model, in the user's name. */
  render(args: z.output<Args>): string;
};

export type PromptDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: z.ZodObject;
  /** Throws a `ZodError` where the arguments do not fit `args`. */
  get(args: unknown): GetPromptResult;
};

export const definePrompt = <Args extends z.ZodObject>(spec: PromptSpec<Args>): PromptDefinition => ({
  name: spec.name,
  title: spec.title,
  description: spec.description,
  args: spec.args,
  get: (args) => ({
    description: spec.description,
    messages: [{ role: 'user', content: { type: 'text', text: spec.render(spec.args.parse(args)) } }],
  }),
});
