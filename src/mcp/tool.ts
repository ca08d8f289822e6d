import type {
  CallToolResult,
  InputRequiredResult,
  ResourceLink,
  ToolAnnotations,
} from '@modelcontextprotocol/server';
import type * as z from 'zod';
import type { SmallImage } from '../footage/shrink-image.js';
import type { TaskView } from '../studio/studio.js';
import { isPendingQuestion } from './ask.js';
import { checkSize, maxResultBytes } from './call-gate.js';
import type { ReadContext, ToolContext } from './context.js';
import { toErrorResult, toInputError } from './error-result.js';
import { logFailure } from './log-failure.js';
import type { PanelUse } from './panel.js';

/**
 * What a tool does to the world. `read` changes nothing, `create` adds something new each time,
 * `change` alters what is there, `destroy` ends or removes it; the last two are safe to repeat.
 */
export type ToolKind = 'read' | 'create' | 'change' | 'destroy';

const annotationsOf: Readonly<Record<ToolKind, ToolAnnotations>> = {
  read: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  create: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  change: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  destroy: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
};

export type ToolDescription = {
  /** One sentence: what the tool does and what comes back. */
  readonly summary: string;
  /** Ends the sentence "Use this when …". */
  readonly useWhen: string;
  /** Ends the sentence "Do not use it …". */
  readonly doNotUse: string;
  /** Calls as a model would write them. */
  readonly examples: readonly string[];
};

const toDescriptionText = ({ summary, useWhen, doNotUse, examples }: ToolDescription): string =>
  [
    summary,
    `Use this when ${useWhen}`,
    `Do not use it ${doNotUse}`,
    'Examples:',
    ...examples.map((example) => `- ${example}`),
  ].join('\n');

/** What a tool hands back: data that fits its output schema, and a short text that says what to do next. */
export type ToolOutcome<Output> = {
  readonly structured: Output;
  readonly text: string;
  readonly links?: readonly Omit<ResourceLink, 'type'>[];
  /** To be looked at by the model; all of a result together under 140 kB, which base64 makes 190 kB. */
  readonly images?: readonly SmallImage[];
};

/** For a tool that starts a film: how a client that follows tasks by itself gets to see it. */
export type ToolTask<Output> = {
  /** The task that a result is about. */
  idOf(structured: Output): string;
  /** What the tool answers about the task as it stands; at its end, this is what the call has come to. */
  outcome(task: TaskView, context: ReadContext): ToolOutcome<Output>;
};

export type ToolSpec<Input extends z.ZodObject, Output extends z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  readonly description: ToolDescription;
  readonly kind: ToolKind;
  /** Absent for a tool that has nothing to do with the panel. */
  readonly panel?: PanelUse;
  /** A strict object with bounds on every string and array. */
  readonly input: Input;
  readonly output: Output;
  readonly task?: ToolTask<z.output<Output>>;
  /** How large a result may be, as JSON; 200,000 bytes if absent. More is only for calls that no model sees. */
  readonly maxResultBytes?: number;
  run(input: z.output<Input>, context: ToolContext): Promise<ToolOutcome<z.output<Output>>>;
};

export type ToolDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly kind: ToolKind;
  readonly annotations: ToolAnnotations;
  readonly panel: PanelUse | undefined;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly task:
    | {
        idOf(result: CallToolResult): string;
        result(task: TaskView, context: ReadContext): CallToolResult;
      }
    | undefined;
  /**
   * Checks the arguments, runs the tool and checks its output. Never rejects: a failure is an error result, and a
   * question to the person one that asks for input.
   */
  call(args: unknown, context: ToolContext): Promise<CallToolResult | InputRequiredResult>;
};

const toDefinitionTask = <Output extends z.ZodObject>(
  task: ToolTask<z.output<Output>>,
  output: Output,
  toResult: (outcome: ToolOutcome<z.output<Output>>) => CallToolResult,
): NonNullable<ToolDefinition['task']> => ({
  idOf: (result) => task.idOf(output.parse(result.structuredContent)),
  result: (view, context) => ({
    ...toResult(task.outcome(view, context)),
    // A film that failed is a call that failed, whatever the protocol calls the task.
    ...(view.state === 'failed' ? { isError: true } : {}),
  }),
});

/** Defines a tool. Everything thrown in `run` becomes a coded error result; there is no need to catch. */
export const defineTool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  spec: ToolSpec<Input, Output>,
): ToolDefinition => {
  const toResult = ({
    text,
    images = [],
    links = [],
    structured,
  }: ToolOutcome<z.output<Output>>): CallToolResult =>
    checkSize(
      {
        content: [
          { type: 'text', text },
          ...images.map(({ bytes, mimeType }) => ({
            type: 'image' as const,
            data: Buffer.from(bytes).toString('base64'),
            mimeType,
          })),
          ...links.map((link) => ({ type: 'resource_link' as const, ...link })),
        ],
        structuredContent: { ...spec.output.parse(structured) },
      },
      spec.maxResultBytes ?? maxResultBytes,
    );

  const perform = async (args: unknown, context: ToolContext): Promise<CallToolResult> => {
    const parsed = spec.input.safeParse(args ?? {});
    if (!parsed.success) {
      throw toInputError(parsed.error, Object.keys(spec.input.shape));
    }
    return toResult(await spec.run(parsed.data, context));
  };

  return {
    name: spec.name,
    title: spec.title,
    description: toDescriptionText(spec.description),
    kind: spec.kind,
    annotations: annotationsOf[spec.kind],
    panel: spec.panel,
    input: spec.input,
    output: spec.output,
    task: spec.task === undefined ? undefined : toDefinitionTask(spec.task, spec.output, toResult),
    async call(args, context) {
      try {
        return await perform(args, context);
      } catch (error) {
        if (isPendingQuestion(error)) {
          return error.result;
        }
        logFailure(context.logger, error, { tool: spec.name });
        return toErrorResult(error);
      }
    },
  };
};
