import { completable, type McpServer, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Complete } from './complete.js';
import type { ReadContext } from './context.js';
import { promptIcons } from './icons.js';
import type { PromptDefinition } from './prompt.js';

/** The same argument, which the SDK then finds to be one that can be completed. */
const withCompletion = (argument: z.core.$ZodType, complete: Complete, read: ReadContext) => {
  const inner = argument instanceof z.ZodOptional ? argument.unwrap() : argument;
  const described = z
    .string()
    .describe((argument instanceof z.ZodType ? argument.description : undefined) ?? '');
  const completing = completable(described, async (typed) => [...(await complete(typed ?? '', read))]);
  return inner === argument ? completing : completing.optional();
};

/** Shown to clients only: what they send is checked by the prompt itself, whose words are plainer than the SDK's. */
const showOnly = (schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> & { shape: unknown } => ({
  shape: schema.shape,
  '~standard': {
    version: 1,
    vendor: 'reelwright',
    jsonSchema: schema['~standard'].jsonSchema,
    validate: (value) => ({ value }),
  },
});

const toArguments = ({ args, complete }: PromptDefinition, read: ReadContext): z.ZodObject => {
  const shape: Record<string, z.core.$ZodType> = { ...args.shape };
  for (const [name, one] of Object.entries(complete)) {
    const argument = shape[name];
    if (argument !== undefined && one !== undefined) {
      shape[name] = withCompletion(argument, one, read);
    }
  }
  return z.strictObject(shape);
};

export const registerPrompts = (
  server: McpServer,
  prompts: readonly PromptDefinition[],
  read: ReadContext,
): void => {
  for (const prompt of prompts) {
    const { name, title, description } = prompt;
    const config = {
      title,
      description,
      icons: promptIcons,
      argsSchema: showOnly(toArguments(prompt, read)),
    };
    server.registerPrompt(name, config, (given: unknown) => prompt.get(given));
  }
};
