import type { Generated } from 'kysely';

/** Times are milliseconds since 1970; columns that end in `_json` hold JSON text; flags are 0 or 1. */
export type TaskTable = {
  /** Order of arrival. */
  sequence: Generated<number>;
  id: string;
  type: string;
  /** Who asked for it. */
  owner: string;
  /** 1 to 10; 10 goes first. */
  priority: number;
  title: string;
  state: string;
  request_json: string;
  storyboard_json: string | null;
  storyboard_revision: Generated<number>;
  stage: string | null;
  /** What goes on just now, in words, where the stage alone does not tell. */
  message: string | null;
  /** 0 to 1. */
  progress: Generated<number>;
  eta_sec: number | null;
  /** Counts claims; with `lease_owner` it fences a worker that was taken for dead. */
  attempt: Generated<number>;
  crash_count: Generated<number>;
  lease_owner: string | null;
  lease_expires_at: number | null;
  cancel_requested: Generated<number>;
  error_json: string | null;
  result_json: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
};

/** One row a key, for ever. `idle` has no output and no holder, `running` has a holder, `done` has an output. */
export type StepTable = {
  key: string;
  kind: string;
  version: number;
  state: string;
  input_json: string;
  output_json: string | null;
  /** Seconds of film or speech. */
  units: number;
  duration_ms: number | null;
  attempt: number;
  crash_count: Generated<number>;
  lease_owner: string | null;
  lease_expires_at: number | null;
  finished_at: number | null;
};

/** Which steps went into a task, in the order they were first needed. */
export type TaskStepTable = {
  sequence: Generated<number>;
  task_id: string;
  step_key: string;
  /** 1 when the task found the output there and never did the work itself. */
  reused: number;
};

/** The films of a batch. Neither a task nor an error while nobody has begun it. */
export type BatchItemTable = {
  batch_id: string;
  position: number;
  title: string;
  task_id: string | null;
  error_json: string | null;
};

/** Online pictures that searches found: what a person may choose by name, and what films have shown. */
export type FootageAssetTable = {
  /** `source:id`. */
  name: string;
  asset_json: string;
  seen_at: number;
  /** When a film showed it last. */
  shown_at: number | null;
};

/** Artifacts that came from the network and can be fetched again: the least recently used make room for others. */
export type FootageFileTable = {
  sha256: string;
  extension: string;
  size_bytes: number;
  used_at: number;
};

export type Schema = {
  task: TaskTable;
  step: StepTable;
  task_step: TaskStepTable;
  batch_item: BatchItemTable;
  footage_asset: FootageAssetTable;
  footage_file: FootageFileTable;
};
