import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { edgeBorders, edgeFrames, joinPieces, type Piece } from '../../../../src/render/shot/edges.js';
import { sceneFrameCount } from '../../../../src/studio/timeline.js';

const piece = (name: string, frameCount: number): Piece => ({
  video: { artifact: 1, sha256: name.padEnd(64, '0'), sizeBytes: 1, extension: 'mp4' },
  frameCount,
});
const rates = [24, 25, 30, 60] as const;

describe('where a shot is cut', () => {
  test.each([
    [24, 7],
    [25, 7],
    [30, 9],
    [60, 18],
  ])('at %d frames a second, %d frames from either end', (framesPerSec, edge) => {
    expect(edgeBorders({ frameCount: 150, framesPerSec })).toEqual([edge, 150 - edge]);
  });

  test('every scene of a film is long enough to lend its ends', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rates),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.boolean(),
        (framesPerSec, speechSec, isLast) => {
          const frameCount = sceneFrameCount(speechSec, framesPerSec, isLast);
          expect(edgeFrames({ frameCount, framesPerSec })).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('pieces have frames, all of the shot and no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 60 }),
        (frameCount, framesPerSec) => {
          const borders = [0, ...edgeBorders({ frameCount, framesPerSec }), frameCount];
          const counts = borders.slice(1).map((border, index) => border - (borders[index] ?? 0));
          expect(Math.min(...counts)).toBeGreaterThan(0);
          expect(counts).toHaveLength(edgeFrames({ frameCount, framesPerSec }) === 0 ? 1 : 3);
        },
      ),
    );
  });
});

describe('joining pieces', () => {
  const shot = (name: string) => ({
    head: piece(`${name}1`, 9),
    body: piece(`${name}2`, 40),
    tail: piece(`${name}3`, 9),
  });
  const names = (pieces: readonly Piece[]) => pieces.map(({ video }) => video.sha256.slice(0, 2));

  test('a transition stands where the ends of its two shots stood', () => {
    const pieces = joinPieces(
      [shot('a'), shot('b'), { body: piece('c2', 20) }],
      [undefined, piece('t1', 18)],
    );
    expect(names(pieces)).toEqual(['a1', 'a2', 't1', 'b2', 'b3', 'c2']);
  });

  test('a film is as long with transitions as without', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (drawn) => {
        const shots = drawn.map((_, index) => shot(String.fromCodePoint(97 + index)));
        const transitions = drawn.map((isDrawn, index) =>
          isDrawn && index > 0 ? piece('t1', 18) : undefined,
        );
        const pieces = joinPieces(shots, transitions);
        expect(pieces.reduce((sum, { frameCount }) => sum + frameCount, 0)).toBe(shots.length * 58);
        expect(names(pieces).filter((name) => name === 't1')).toHaveLength(
          transitions.filter((one) => one !== undefined).length,
        );
      }),
    );
  });
});
