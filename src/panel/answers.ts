import * as z from 'zod/mini';
import type { Host, ToolResult } from './host.js';

const videoSchema = z.object({
  file: z.string(),
  duration_sec: z.number(),
  size_bytes: z.number(),
  width_px: z.number(),
  height_px: z.number(),
  scene_count: z.number(),
  review_passed: z.boolean(),
  review_findings: z.array(z.string()),
  degraded: z.array(z.string()),
});
export type Video = z.infer<typeof videoSchema>;

const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.nullish(z.string()),
});
/** Why something did not work, as the server says it. */
export type Failure = z.infer<typeof failureSchema>;

export const statusSchema = z.object({
  task_id: z.string(),
  title: z.string(),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  progress: z.number(),
  estimated_remaining: z.nullable(z.number()),
  stage: z.nullable(z.string()),
  error: z.nullable(failureSchema),
  video: z.nullable(videoSchema),
});
/** How a task stands. */
export type Status = z.infer<typeof statusSchema>;

const sceneSchema = z.object({
  scene_id: z.string(),
  number: z.number(),
  narration: z.string(),
  /** `automatic`, `automatic (a quote card)`, `card: quote` or `file`. */
  visual: z.string(),
  footage: z.nullable(z.string()),
});
export type Scene = z.infer<typeof sceneSchema>;

export const storyboardSchema = z.object({
  task_id: z.string(),
  revision: z.number(),
  title: z.string(),
  aspect: z.string(),
  scene_count: z.number(),
  scenes: z.array(sceneSchema),
});
export type Storyboard = z.infer<typeof storyboardSchema>;

export const editSchema = z.object({ task_id: z.string(), summary: z.string() });

export const exportSchema = z.object({
  tasks: z.array(z.object({ task_id: z.string(), what: z.string() })),
  files: z.array(z.object({ kind: z.string(), file: z.string() })),
});

export const chunkSchema = z.object({
  data: z.string(),
  offset_bytes: z.number(),
  length_bytes: z.number(),
  total_bytes: z.number(),
  mime_type: z.string(),
});

/** What a call came to. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly result: ToolResult }
  | { readonly ok: false; readonly failure: Failure };

/** The parts of an error, which hosts may drop, or else what can be told from its text. */
const toFailure = ({ content, _meta }: ToolResult): Failure => {
  const parts = failureSchema.safeParse(_meta?.['reelwright/error']);
  if (parts.success) {
    return parts.data;
  }
  const text = content.find(({ type }) => type === 'text')?.text ?? 'It did not work.';
  const [, code, message] = /^([A-Z_]+): ([^\n]*)/.exec(text) ?? [];
  const [, hint] = /\nWhat to do: (.*)/.exec(text) ?? [];
  return { code: code ?? 'UNKNOWN', message: message ?? text, hint };
};

const unreadable: Failure = { code: 'UNKNOWN', message: 'The server answered with something else.' };

/** Calls a tool of the server; never rejects. */
export const ask = async <Schema extends z.ZodMiniType>(
  host: Pick<Host, 'callTool'>,
  name: string,
  args: Readonly<Record<string, unknown>>,
  schema: Schema,
): Promise<Answer<z.output<Schema>>> => {
  try {
    const result = await host.callTool(name, args);
    if (result.isError) {
      return { ok: false, failure: toFailure(result) };
    }
    const value = schema.safeParse(result.structuredContent);
    return value.success ? { ok: true, value: value.data, result } : { ok: false, failure: unreadable };
  } catch (error) {
    return {
      ok: false,
      failure: { code: 'HOST', message: error instanceof Error ? error.message : 'The host refused.' },
    };
  }
};

export const describeFailure = ({ message, hint }: Failure): string =>
  hint === undefined || hint === null || hint === '' ? message : `${message} ${hint}`;
