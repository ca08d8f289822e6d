import * as z from 'zod';
import { StorageError } from '../errors/index.js';

/** A column of JSON text. */
export const jsonColumn = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is not JSON');
    return z.NEVER;
  }
});

/** What leaves the database is checked like anything else from outside. Throws `StorageError`. */
export const parseRow = <Row>(schema: z.ZodType<Row>, row: unknown): Row => {
  const parsed = schema.safeParse(row);
  if (!parsed.success) {
    throw new StorageError('STORE_CORRUPT', 'A row of the task database is not of the expected shape.', {
      hint: 'Move reelwright.db in the data directory aside and start again; films in the output folder are not touched.',
      cause: parsed.error,
    });
  }
  return parsed.data;
};
