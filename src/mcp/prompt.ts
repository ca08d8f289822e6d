import { type GetPromptResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { issueMessage } from '../errors/index.js';
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
  /** Throws a `ProtocolError` where the arguments do not fit `args`. */
  get(args: unknown): GetPromptResult;
};

const refuseArguments = (name: string, { issues }: z.ZodError): ProtocolError => {
  const problems = issues.map((issue) => [...issue.path, issueMessage(issue)].join(': '));
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `${name} cannot be used so. ${problems.join('; ')}`,
  );
};

export const definePrompt = <Args extends z.ZodObject>(spec: PromptSpec<Args>): PromptDefinition => ({
  name: spec.name,
  title: spec.title,
  description: spec.description,
  args: spec.args,
  complete: { ...spec.complete },
  get: (args) => {
    const parsed = spec.args.safeParse(args ?? {});
    if (!parsed.success) {
      throw refuseArguments(spec.name, parsed.error);
    }
    return {
      description: spec.description,
      messages: [{ role: 'user', content: { type: 'text', text: spec.render(parsed.data) } }],
    };
  },
});
