import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fetchFilm, imageOf, maxFilmBytes } from '../../../src/panel/film-bytes.js';

/** A server that hands out a film in pieces of at most `largestPiece` bytes, whatever is asked for. */
const serverOf = (film: Uint8Array, largestPiece: number, totalBytes = film.length) => {
  const offsets: unknown[] = [];
  const host = {
    callTool: async (_name: string, args: Readonly<Record<string, unknown>>) => {
      const offset = Number(args['offset_bytes']);
      offsets.push(offset);
      const piece = film.subarray(offset, offset + Math.min(largestPiece, Number(args['length_bytes'])));
      const structuredContent = {
        data: Buffer.from(piece).toString('base64'),
        offset_bytes: offset,
        length_bytes: piece.length,
        total_bytes: totalBytes,
        mime_type: 'video/mp4',
      };
      return { content: [], isError: false, structuredContent };
    },
  };
  return { host, offsets };
};

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

describe('fetching a film', () => {
  test('puts the pieces together to what the film is, whatever their size', async () => {
    const films = fc.uint8Array({ minLength: 1, maxLength: 5_000 });
    await fc.assert(
      fc.asyncProperty(films, fc.integer({ min: 1, max: 2_000 }), async (film, largestPiece) => {
        const { host } = serverOf(film, largestPiece);
        const answer = await fetchFilm(host, 'task-1', quiet);
        const parts = answer.ok === true ? answer.value.parts : [];
        expect(Buffer.concat(parts)).toEqual(Buffer.from(film));
      }),
      { numRuns: 50 },
    );
  });

  test('tells how far it is, and ends at one', async () => {
    const told: number[] = [];
    const { host } = serverOf(new Uint8Array(100), 25);
    await fetchFilm(host, 'task-1', { ...quiet, onProgress: (fraction) => told.push(fraction) });
    expect(told).toEqual([0.25, 0.5, 0.75, 1]);
  });

  test('stops asking when nobody wants the film any more', async () => {
    const abort = new AbortController();
    const { host, offsets } = serverOf(new Uint8Array(100), 10);
    const answer = await fetchFilm(host, 'task-1', { signal: abort.signal, onProgress: () => abort.abort() });
    expect(answer).toEqual({ ok: 'stopped' });
    expect(offsets).toEqual([0, 10]);
  });

  test('gives up on a film that ends too soon, and on one that is too large to hold', async () => {
    const short = serverOf(new Uint8Array(10), 10, 20);
    expect(await fetchFilm(short.host, 'task-1', quiet)).toMatchObject({ ok: false });
    const large = serverOf(new Uint8Array(10), 10, maxFilmBytes + 1);
    expect(await fetchFilm(large.host, 'task-1', quiet)).toMatchObject({ ok: false });
    expect(large.offsets).toEqual([0]);
  });
});

test('finds the picture of a result, and none where there is none', () => {
  const data = Buffer.from([1, 2, 3]).toString('base64');
  expect(imageOf({ content: [{ type: 'text' }, { type: 'image', data, mimeType: 'image/webp' }] })).toEqual({
    bytes: new Uint8Array([1, 2, 3]),
    mimeType: 'image/webp',
  });
  expect(imageOf({ content: [{ type: 'text' }] })).toBeUndefined();
});
