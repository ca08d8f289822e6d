import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import type { StoredArtifact } from '../../../src/steps/artifact.js';
import { createRoomKeeper, makeRoom } from '../../../src/steps/make-room.js';

const hourMs = 60 * 60 * 1000;
const nowMs = 1000 * hourMs;

/** Artifacts of ten bytes each, by how many hours ago they were used. */
const shelf = (hoursAgo: readonly number[]) => {
  const stored = new Map<string, StoredArtifact>(
    hoursAgo.map((hours, index) => {
      const sha256 = String(index).padStart(64, '0');
      return [
        sha256,
        {
          artifact: { artifact: 1 as const, sha256, sizeBytes: 10, extension: 'mp4' },
          usedAtMs: nowMs - hours * hourMs,
        },
      ];
    }),
  );
  return {
    artifacts: {
      list: async () => [...stored.values()],
      discard: async ({ sha256 }: { sha256: string }, unlessUsedAfterMs = Number.POSITIVE_INFINITY) =>
        (stored.get(sha256)?.usedAtMs ?? 0) <= unlessUsedAfterMs && stored.delete(sha256),
    },
    use: (index: number) => {
      const sha256 = String(index).padStart(64, '0');
      const one = stored.get(sha256);
      if (one !== undefined) {
        stored.set(sha256, { ...one, usedAtMs: nowMs });
      }
    },
    hoursLeft: () => [...stored.values()].map(({ usedAtMs }) => (nowMs - usedAtMs) / hourMs),
  };
};

const parts = (artifacts: ReturnType<typeof shelf>['artifacts'], busySinceMs?: number) => ({
  artifacts,
  busySinceMs: async () => busySinceMs,
  nowMs: () => nowMs,
});

describe('making room', () => {
  test('takes away what was unused longest, until the rest fits', async () => {
    const { artifacts, hoursLeft } = shelf([5, 90, 30, 2]);
    const room = await makeRoom(parts(artifacts), { atMostBytes: 25 });
    expect(room).toEqual({ keptFiles: 2, keptBytes: 20, freedFiles: 2, freedBytes: 20 });
    expect(hoursLeft()).toEqual([5, 2]);
  });

  test('leaves everything where it fits', async () => {
    const { artifacts, hoursLeft } = shelf([5, 90]);
    expect(await makeRoom(parts(artifacts), { atMostBytes: 20 })).toMatchObject({ freedFiles: 0 });
    expect(hoursLeft()).toEqual([5, 90]);
  });

  test('leaves what was used within the last hour, however much it is', async () => {
    const { artifacts, hoursLeft } = shelf([0.2, 0.9, 1.1]);
    const room = await makeRoom(parts(artifacts), { atMostBytes: 0 });
    expect(room).toEqual({ keptFiles: 2, keptBytes: 20, freedFiles: 1, freedBytes: 10 });
    expect(hoursLeft()).toEqual([0.2, 0.9]);
  });

  test('leaves what an unfinished film may have used: all since an hour before it began', async () => {
    const { artifacts, hoursLeft } = shelf([3, 5.5, 7]);
    await makeRoom(parts(artifacts, nowMs - 5 * hourMs), { atMostBytes: 0 });
    expect(hoursLeft()).toEqual([3, 5.5]);
  });

  test('takes only what was unused for as long as is asked', async () => {
    const { artifacts, hoursLeft } = shelf([20, 30]);
    await makeRoom(parts(artifacts), { atMostBytes: 0, unusedForMs: 24 * hourMs });
    expect(hoursLeft()).toEqual([20]);
  });

  test('leaves what a film came to want while the list was made, and takes the next one', async () => {
    const { artifacts, hoursLeft, use } = shelf([90, 30, 5]);
    const list = async () => {
      const listed = await artifacts.list();
      use(0);
      return listed;
    };
    const room = await makeRoom(parts({ ...artifacts, list }), { atMostBytes: 20 });
    expect(room).toEqual({ keptFiles: 2, keptBytes: 20, freedFiles: 1, freedBytes: 10 });
    expect(hoursLeft()).toEqual([0, 5]);
  });

  test('only counts where it is only to look', async () => {
    const { artifacts, hoursLeft } = shelf([20, 30]);
    const room = await makeRoom(parts(artifacts), { atMostBytes: 0, onlyLook: true });
    expect(room.freedBytes).toBe(20);
    expect(hoursLeft()).toEqual([20, 30]);
  });
});

describe('the keeper of room', () => {
  test('looks once in ten minutes', async () => {
    const { artifacts } = shelf([2]);
    let now = nowMs;
    let looks = 0;
    const list = async () => {
      looks += 1;
      return artifacts.list();
    };
    const keeper = createRoomKeeper(
      { ...parts({ ...artifacts, list }), nowMs: () => now, logger: silentLogger },
      100,
    );
    keeper.look();
    keeper.look();
    await keeper.settled();
    expect(looks).toBe(1);
    now += hourMs;
    keeper.look();
    await keeper.settled();
    expect(looks).toBe(2);
  });

  test('never looks where there is no limit, and outlives a disk that fails', async () => {
    const list = () => Promise.reject(new Error('gone'));
    const failing = { ...parts({ ...shelf([]).artifacts, list }), logger: silentLogger };
    const limited = createRoomKeeper(failing, 100);
    limited.look();
    await expect(limited.settled()).resolves.toBeUndefined();
    const unlimited = createRoomKeeper(failing, 0);
    unlimited.look();
    await expect(unlimited.settled()).resolves.toBeUndefined();
  });
});
