import * as z from 'zod';

/**
 * A file named by the sha256 of its bytes. Anything with this shape in a step's output is found, checked
 * and kept by the step store, so outputs name files in no other way.
 */
export const artifactSchema = z.strictObject({
  artifact: z.literal(1),
  /** Lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().nonnegative(),
  /** Without the dot. Only a courtesy to programs that look at names; the bytes decide. */
  extension: z.string().regex(/^[a-z0-9]{1,8}$/),
});
export type Artifact = z.infer<typeof artifactSchema>;

export type StoredArtifact = {
  readonly artifact: Artifact;
  /** When it was made or last asked for, to the half hour. */
  readonly usedAtMs: number;
};

/** The content-addressed files of one data directory. */
export type ArtifactStore = {
  /** Absolute path of a published artifact. Does not touch the disk. */
  pathOf(artifact: Artifact): string;
  /** Moves a finished file in: hashed, synced to disk, then renamed, so that a half-written file never appears. */
  publish(file: string, extension: string): Promise<Artifact>;
  /** As `publish`, for bytes in memory. */
  publishBytes(bytes: Uint8Array, extension: string): Promise<Artifact>;
  /** Copies a file that belongs to someone else (the user's footage) and leaves the original alone. */
  adopt(file: string, extension: string): Promise<Artifact>;
  /** Whether the file is there with its full size. Who asks is about to use it, which is noted. */
  has(artifact: Artifact): Promise<boolean>;
  /** All there are, in no order. Empty where nothing was ever published. */
  list(): Promise<StoredArtifact[]>;
  /**
   * Takes the file away, to make room. A step whose output names it is done again when it is next needed.
   *
   * @param unlessUsedAfterMs leaves a file that was asked for after this moment: somebody wants it after all
   * @returns whether it is gone
   */
  discard(artifact: Artifact, unlessUsedAfterMs?: number): Promise<boolean>;
};
