import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { FootageProvider, FootageQuery } from '../../src/footage/provider.js';
import type { ContractCall } from './provider-contract.js';

export const catQuery = (kind: FootageQuery['kind']): FootageQuery => ({
  ...{ terms: ['sleeping cat', 'sofa'], kind, aspect: '9:16', minDurationSec: 5, language: 'en-GB', page: 1 },
});

export const expectFound = (result: unknown): void => {
  expect(Array.isArray(result) && result.length > 0).toBe(true);
};

export type MakeProvider = (context: ContractCall) => FootageProvider;

export const searching = (make: MakeProvider, kind: FootageQuery['kind']) => (context: ContractCall) =>
  make(context).search(catQuery(kind), context.call);

/** Searches and fetches the first thing found. */
export const fetching = (make: MakeProvider, kind: FootageQuery['kind']) => async (context: ContractCall) => {
  const provider = make(context);
  const [first] = await provider.search(catQuery(kind), context.call);
  if (first === undefined) {
    throw new Error('nothing was found');
  }
  const frame = { widthPx: 1080, heightPx: 1920 };
  const target = { file: join(context.directory, 'file'), maxBytes: 100_000, frame };
  return provider.fetch(first.asset, target, context.call);
};
