/**
 * The schema's history, oldest first. A database's `user_version` counts those it has. Append only: what was
 * released is never edited.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE task (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    owner TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 10),
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    request_json TEXT NOT NULL,
    storyboard_json TEXT,
    storyboard_revision INTEGER NOT NULL DEFAULT 0,
    stage TEXT,
    message TEXT,
    progress REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    eta_sec REAL,
    attempt INTEGER NOT NULL DEFAULT 0,
    crash_count INTEGER NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_expires_at INTEGER,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    error_json TEXT,
    result_json TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    CHECK ((state = 'running') = (lease_owner IS NOT NULL)),
    CHECK ((lease_owner IS NULL) = (lease_expires_at IS NULL)),
    CHECK ((state IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
  ) STRICT;
  CREATE INDEX task_by_claim ON task (state, priority DESC, sequence);

  CREATE TABLE step (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('idle', 'running', 'done')),
    input_json TEXT NOT NULL,
    output_json TEXT,
    units REAL NOT NULL,
    duration_ms INTEGER,
    attempt INTEGER NOT NULL,
    crash_count INTEGER NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_expires_at INTEGER,
    finished_at INTEGER,
    CHECK ((state = 'running') = (lease_owner IS NOT NULL)),
    CHECK ((lease_owner IS NULL) = (lease_expires_at IS NULL)),
    CHECK ((state = 'done') = (output_json IS NOT NULL))
  ) STRICT;
  CREATE INDEX step_by_recency ON step (kind, finished_at DESC) WHERE finished_at IS NOT NULL;

  CREATE TABLE task_step (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id TEXT NOT NULL,
    step_key TEXT NOT NULL REFERENCES step (key),
    reused INTEGER NOT NULL,
    UNIQUE (task_id, step_key)
  ) STRICT;
  `,
  `
  CREATE TABLE batch_item (
    batch_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    task_id TEXT,
    error_json TEXT,
    PRIMARY KEY (batch_id, position),
    CHECK (task_id IS NULL OR error_json IS NULL)
  ) STRICT;
  `,
  `
  CREATE TABLE footage_asset (
    name TEXT PRIMARY KEY,
    asset_json TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    shown_at INTEGER
  ) STRICT;
  CREATE INDEX footage_asset_by_showing ON footage_asset (shown_at DESC) WHERE shown_at IS NOT NULL;
  CREATE INDEX footage_asset_by_sight ON footage_asset (seen_at);

  CREATE TABLE footage_file (
    sha256 TEXT PRIMARY KEY,
    extension TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX footage_file_by_use ON footage_file (used_at);
  `,
];
