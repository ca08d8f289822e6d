import type { Logger } from '../observability/logger.js';
import type { ArtifactStore, StoredArtifact } from './artifact.js';

export type Room = {
  /** Files that are kept, and what they weigh. */
  readonly keptFiles: number;
  readonly keptBytes: number;
  readonly freedFiles: number;
  readonly freedBytes: number;
};

export type RoomParts = {
  readonly artifacts: Pick<ArtifactStore, 'list' | 'discard'>;
  /** When the oldest task that is not finished began, or undefined where none is at work. */
  readonly busySinceMs: () => Promise<number | undefined>;
  readonly nowMs: () => number;
};

export type RoomWanted = {
  /** What may stay, in bytes; what was unused longest goes first. */
  readonly atMostBytes: number;
  /** Only what nobody used for so long goes; 0 when absent. */
  readonly unusedForMs?: number;
  /** Counts what would go, and takes nothing away. */
  readonly onlyLook?: boolean;
};

/** What previews and speech may still be reading, though no task says so. */
const inUseForMs = 60 * 60 * 1000;

const bytesOf = (stored: readonly StoredArtifact[]): number =>
  stored.reduce((sum, { artifact }) => sum + artifact.sizeBytes, 0);

/**
 * Takes artifacts away until the rest weighs no more than is allowed. Nothing goes that was used within the last
 * hour, or since the oldest unfinished task began: its steps may need it yet. A step whose file is gone is done again
 * when somebody wants it, so nothing is lost but time. Throws `StorageError`.
 */
export const makeRoom = async (
  { artifacts, busySinceMs, nowMs }: RoomParts,
  { atMostBytes, unusedForMs = 0, onlyLook = false }: RoomWanted,
): Promise<Room> => {
  const stored = await artifacts.list();
  const now = nowMs();
  const inUseSinceMs = Math.min(now, (await busySinceMs()) ?? now) - inUseForMs;
  const before = Math.min(inUseSinceMs, now - unusedForMs);
  const idle = stored
    .filter(({ usedAtMs }) => usedAtMs < before)
    .sort((one, other) => one.usedAtMs - other.usedAtMs);
  let keptBytes = bytesOf(stored);
  const gone: StoredArtifact[] = [];
  for (const one of idle) {
    if (keptBytes <= atMostBytes) {
      break;
    }
    // A film at work may have come to want it since the list was made.
    if (onlyLook || (await artifacts.discard(one.artifact, before))) {
      keptBytes -= one.artifact.sizeBytes;
      gone.push(one);
    }
  }
  return {
    keptFiles: stored.length - gone.length,
    keptBytes,
    freedFiles: gone.length,
    freedBytes: bytesOf(gone),
  };
};

/** How often one process looks, in milliseconds. */
const lookEveryMs = 10 * 60 * 1000;

export type RoomKeeper = {
  /** Makes room in the background, if it did not do so lately. Never fails; what goes wrong is logged. */
  look(): void;
  /** Returns once nothing is being taken away any more. */
  settled(): Promise<void>;
};

/** @param limitBytes what all artifacts may weigh; 0 for no limit */
export const createRoomKeeper = (
  parts: RoomParts & { readonly logger: Logger },
  limitBytes: number,
): RoomKeeper => {
  let lastMs: number | undefined;
  let looking: Promise<void> = Promise.resolve();

  const tidy = async (): Promise<void> => {
    try {
      const { freedFiles, freedBytes } = await makeRoom(parts, { atMostBytes: limitBytes });
      if (freedFiles > 0) {
        parts.logger.info({ freedFiles, freedBytes }, 'made room for new artifacts');
      }
    } catch (error) {
      parts.logger.warn({ err: error }, 'no room could be made for new artifacts');
    }
  };

  return {
    look: () => {
      const now = parts.nowMs();
      if (limitBytes > 0 && (lastMs === undefined || now - lastMs >= lookEveryMs)) {
        lastMs = now;
        looking = tidy();
      }
    },
    settled: () => looking,
  };
};
