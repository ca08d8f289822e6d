import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Clock } from '../runtime/clock.js';
import type { Artifact, ArtifactStore } from '../steps/artifact.js';
import { jsonColumn, parseRow } from '../store/parse-row.js';
import type { Schema } from '../store/schema.js';
import { type Asset, assetName, assetSchema } from './asset.js';
import type { ShownAsset } from './search/deal-footage.js';

/** Assets that are remembered; of more, those seen longest ago are forgotten. */
const mostAssets = 5_000;
/** What a new film looks back on: some ten films. */
const mostRecent = 150;
/** What a film used within this time may still be needed by it, and is not taken away. */
const inUseMs = 6 * 60 * 60 * 1_000;
/** Rows written at once, well under SQLite's limit of variables. */
const rowsAtOnce = 100;

const assetRow = z.object({ asset_json: jsonColumn.pipe(assetSchema) });
const fileRow = z.object({ sha256: z.string(), extension: z.string(), size_bytes: z.int() });

/** What is known of online pictures across films. */
export type AssetLibrary = {
  /** Keeps what a search found, so that it can be chosen by name. */
  remember(assets: readonly Asset[]): Promise<void>;
  find(name: string): Promise<Asset | undefined>;
  /** Latest first. */
  recentlyShown(): Promise<ShownAsset[]>;
  /** Notes that a film shows the asset. */
  noteShown(asset: Asset): Promise<void>;
  /** Notes that a fetched file is used; when all of them are more than may be kept, the least recently used go. */
  noteFile(file: Artifact): Promise<void>;
};

export const createAssetLibrary = (parts: {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly artifacts: Pick<ArtifactStore, 'discard'>;
  readonly maxFileBytes: number;
}): AssetLibrary => {
  const { db, clock, artifacts, maxFileBytes } = parts;

  const store = async (assets: readonly Asset[], shownAt: number | null): Promise<void> => {
    const seenAt = clock.now();
    for (let first = 0; first < assets.length; first += rowsAtOnce) {
      const rows = assets.slice(first, first + rowsAtOnce).map((asset) => ({
        name: assetName(asset),
        asset_json: JSON.stringify(asset),
        seen_at: seenAt,
        shown_at: shownAt,
      }));
      await db
        .insertInto('footage_asset')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((eb) => ({
            asset_json: eb.ref('excluded.asset_json'),
            seen_at: seenAt,
            ...(shownAt === null ? {} : { shown_at: shownAt }),
          })),
        )
        .execute();
    }
  };

  const forgetOldest = async (): Promise<void> => {
    await db
      .deleteFrom('footage_asset')
      .where('name', 'in', (eb) =>
        eb.selectFrom('footage_asset').select('name').orderBy('seen_at', 'desc').limit(-1).offset(mostAssets),
      )
      .execute();
  };

  /** Oldest first, until what is left may be kept. */
  const makeRoom = async (): Promise<void> => {
    const total = await db
      .selectFrom('footage_file')
      .select((eb) => eb.fn.sum<number>('size_bytes').as('bytes'))
      .executeTakeFirst();
    let excessBytes = Number(total?.bytes ?? 0) - maxFileBytes;
    if (excessBytes <= 0) {
      return;
    }
    const rows = await db
      .selectFrom('footage_file')
      .select(['sha256', 'extension', 'size_bytes'])
      .where('used_at', '<', clock.now() - inUseMs)
      .orderBy('used_at')
      .execute();
    for (const row of rows.map((one) => parseRow(fileRow, one))) {
      if (excessBytes <= 0) {
        return;
      }
      const { sha256, extension, size_bytes: sizeBytes } = row;
      await artifacts.discard({ artifact: 1, sha256, sizeBytes, extension });
      await db.deleteFrom('footage_file').where('sha256', '=', sha256).execute();
      excessBytes -= sizeBytes;
    }
  };

  return {
    remember: async (assets) => {
      if (assets.length > 0) {
        await store(assets, null);
        await forgetOldest();
      }
    },
    find: async (name) => {
      const row = await db
        .selectFrom('footage_asset')
        .select('asset_json')
        .where('name', '=', name)
        .executeTakeFirst();
      return row === undefined ? undefined : parseRow(assetRow, row).asset_json;
    },
    recentlyShown: async () => {
      const rows = await db
        .selectFrom('footage_asset')
        .select('asset_json')
        .where('shown_at', 'is not', null)
        .orderBy('shown_at', 'desc')
        .limit(mostRecent)
        .execute();
      return rows.map((row) => {
        const { asset_json: asset } = parseRow(assetRow, row);
        return { name: assetName(asset), looks: asset.looks, author: asset.author };
      });
    },
    noteShown: (asset) => store([asset], clock.now()),
    noteFile: async ({ sha256, extension, sizeBytes }) => {
      const usedAt = clock.now();
      await db
        .insertInto('footage_file')
        .values({ sha256, extension, size_bytes: sizeBytes, used_at: usedAt })
        .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ used_at: usedAt }))
        .execute();
      await makeRoom();
    },
  };
};
