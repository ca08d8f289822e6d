import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Instance } from '../runtime/instance.js';
import { parseRow } from './parse-row.js';
import type { Schema } from './schema.js';

const ownerSchema = z.object({ lease_owner: z.string() });

/**
 * Ends the leases of processes that are known to be dead, so that nobody waits for them to expire. Whoever takes
 * the work over counts it as a crash, as for any lease that ended.
 */
export const expireDeadLeases = async (
  db: Kysely<Schema>,
  table: 'task' | 'step',
  { isDead }: Instance,
): Promise<void> => {
  const rows = await db
    .selectFrom(table)
    .select('lease_owner')
    .distinct()
    .where('state', '=', 'running')
    .execute();
  const dead = rows.map((row) => parseRow(ownerSchema, row).lease_owner).filter(isDead);
  if (dead.length > 0) {
    await db
      .updateTable(table)
      .set({ lease_expires_at: 0 })
      .where('state', '=', 'running')
      .where('lease_owner', 'in', dead)
      .execute();
  }
};
