import { describe, expect, test } from '@jest/globals';
import { condense } from '../../../src/script/condense.js';
import type { DocumentBlock } from '../../../src/script/document-text.js';
import { stepsOf } from '../../../src/script/instructions.js';

const filler =
  'The rest of the paragraph tells of many small things that a beginner likes to know about the work.';
const headed = (count: number): DocumentBlock[] =>
  Array.from({ length: count }, (_, index): DocumentBlock[] => [
    { kind: 'heading', text: `Step ${index + 1}: Turn handle number ${index + 1}` },
    { kind: 'text', text: `Take handle ${index + 1} in the left hand. ${filler} ${filler}` },
  ]).flat();

describe('the steps of a how-to', () => {
  test('are numbered headings, in any document', () => {
    expect(stepsOf({ title: 'A door', blocks: headed(4) })).toEqual([0, 2, 4, 6]);
    expect(stepsOf({ title: 'A door', blocks: headed(2) })).toEqual([]);
  });

  test('are the items of the longest list only where something is taught', () => {
    const items = ['Soak the beans overnight', 'Boil them for an hour', 'Add the salt last'];
    const blocks: DocumentBlock[] = items.map((text) => ({ kind: 'item', text }));
    expect(stepsOf({ title: 'How to cook beans', blocks })).toEqual([0, 1, 2]);
    expect(stepsOf({ title: 'Beans in history', blocks })).toEqual([]);
  });

  test('are told in order and without a hole', () => {
    const { script } = condense(
      { title: 'How to open a door', blocks: headed(8) },
      { language: 'en-US', targetSec: 60 },
    );
    const told = [...script.matchAll(/Step (\d+)/gu)].map(([, number]) => Number(number));
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('that are too many lose the last, with all that belongs to them', () => {
    const { script } = condense(
      { title: 'How to open a door', blocks: headed(30) },
      { language: 'en-US', targetSec: 40 },
    );
    const told = [...script.matchAll(/Step (\d+)/gu)].map(([, number]) => Number(number));
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual(told.map((_, index) => index + 1));
    const handles = [...script.matchAll(/handle (\d+) in/gu)].map(([, number]) => Number(number));
    expect(Math.max(0, ...handles)).toBeLessThanOrEqual(told.length);
  });
});
