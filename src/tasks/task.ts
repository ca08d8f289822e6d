import * as z from 'zod';
import { jsonColumn } from '../store/parse-row.js';
import { taskStates } from './states.js';

export const taskErrorSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});
/** What a failed task tells; ours throughout, so safe to show. */
export type TaskError = z.infer<typeof taskErrorSchema>;

const optional = <Value>(schema: z.ZodType<Value>) =>
  schema.nullable().transform((value) => value ?? undefined);

export const taskRowSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    owner: z.string(),
    priority: z.int(),
    title: z.string(),
    state: z.enum(taskStates),
    request_json: jsonColumn,
    storyboard_json: optional(jsonColumn),
    storyboard_revision: z.int(),
    stage: optional(z.string()),
    message: optional(z.string()),
    progress: z.number(),
    eta_sec: optional(z.number()),
    attempt: z.int(),
    crash_count: z.int(),
    cancel_requested: z.int(),
    error_json: optional(jsonColumn.pipe(taskErrorSchema)),
    result_json: optional(jsonColumn),
    created_at: z.int(),
    started_at: optional(z.int()),
    finished_at: optional(z.int()),
  })
  .transform((row) => ({
    /** Unguessable. */
    id: row.id,
    /** Which handler it is for. */
    type: row.type,
    /** Who asked for it. */
    owner: row.owner,
    /** 1 to 10; 10 goes first. */
    priority: row.priority,
    title: row.title,
    state: row.state,
    /** As it was asked for; the handler knows its shape, as it knows the storyboard's and the result's. */
    request: row.request_json,
    storyboard: row.storyboard_json,
    /** 0 before there is a storyboard. */
    storyboardRevision: row.storyboard_revision,
    stage: row.stage,
    /** What goes on just now, in words, where the stage alone does not tell. */
    message: row.message,
    /** 0 to 1. */
    progress: row.progress,
    /** Seconds of work left, when known. */
    etaSec: row.eta_sec,
    /** How often it was claimed. */
    attempt: row.attempt,
    /** How many processes died at it. */
    crashCount: row.crash_count,
    cancelRequested: row.cancel_requested === 1,
    error: row.error_json,
    result: row.result_json,
    createdAtMs: row.created_at,
    /** When it was first claimed. */
    startedAtMs: row.started_at,
    finishedAtMs: row.finished_at,
  }));
export type Task = z.infer<typeof taskRowSchema>;

export type NewTask = {
  readonly type: string;
  readonly owner: string;
  /** 1 to 10; 10 goes first. */
  readonly priority: number;
  readonly title: string;
  /** Kept as JSON. */
  readonly request: unknown;
  /** Kept as JSON, as revision 1. */
  readonly storyboard?: unknown;
};

/** The right to work on a task and to say how it ended. Worth nothing once the row shows another claim. */
export type TaskLease = { readonly id: string; readonly owner: string; readonly attempt: number };

export type TaskReport = {
  readonly stage: string;
  /** Shown until the next report. */
  readonly message?: string;
  /** 0 to 1. */
  readonly progress: number;
  readonly etaSec?: number;
};

/** What a worker learns about its task. */
export type LeaseView = {
  /** False once somebody else has the task, or it has ended. */
  readonly held: boolean;
  readonly cancelRequested: boolean;
};
