/** Names of the large optional parts. */
export type PackName = string;

export type PackProgress = {
  readonly pack: PackName;
  readonly phase: 'download' | 'unpack' | 'prepare';
  readonly doneBytes: number;
  readonly totalBytes: number;
};

export type InstalledPack = {
  readonly name: PackName;
  /** Changes whenever the bytes of the pack do; goes into the key of steps that use it. */
  readonly revision: string;
  /** Absolute. Read-only by convention. */
  readonly directory: string;
};

export type EnsureOptions = {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PackProgress) => void;
};

/** The packs of one data directory. */
export type PackLibrary = {
  /** Returns the pack, installing it first unless configuration forbids that. Throws `PackError`. */
  ensure(name: PackName, options: EnsureOptions): Promise<InstalledPack>;
  /** Returns the pack only if it is installed. */
  find(name: PackName): Promise<InstalledPack | undefined>;
};
