import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dependsOnBefore } from '../../../src/script/anaphora.js';
import { condense } from '../../../src/script/condense.js';
import { readMarkdown } from '../../../src/script/markdown-text.js';
import { splitSentences } from '../../../src/script/sentences.js';
import { estimateSpeechSec } from '../../../src/script/speech-length.js';

const language = 'en-US';
const leaves = readMarkdown(
  await readFile(new URL('../../fixtures/documents/autumn-leaves.md', import.meta.url), 'utf8'),
);

describe('a film of a document of 1,000 words', () => {
  const { script } = condense(leaves, { language, targetSec: 60 });

  test('explains what its title asks', () => {
    expect(script).toMatch(/^Why leaves turn red and yellow in autumn\./u);
    expect(script).toContain('As a result the leaf makes no more chlorophyll.');
    expect(script).toContain('That is why birches, poplars and hazels turn yellow every year');
  });

  test('ends as the document does', () => {
    expect(script).toMatch(/the colours are the last work of a leaf before it lets go\.$/u);
  });

  test('leaves the scene-setting and the asides out', () => {
    expect(script).not.toMatch(/hotels|Satellites|tannins|billion dollars/u);
  });

  test.each([20, 30, 45, 60, 90, 120, 180])('states no refuted belief as a fact in %d s', (targetSec) => {
    const told = condense(leaves, { language, targetSec }).script;
    expect(told.includes('botanists believed')).toBe(told.includes('This turned out to be wrong.'));
  });

  test.each([30, 60, 90, 120, 180])('takes nothing from what it leans on in %d s', (targetSec) => {
    const all = leaves.blocks.flatMap(({ text }) => splitSentences(text, language));
    const told = splitSentences(
      condense(leaves, { language, targetSec }).script.replaceAll('\n', ' '),
      language,
    );
    for (const [index, one] of told.entries()) {
      if (dependsOnBefore(one, language)) {
        const before = all[all.indexOf(one) - 1];
        const isTold = before?.toLowerCase().endsWith((told[index - 1] ?? '-').toLowerCase());
        expect([one, isTold]).toEqual([one, true]);
      }
    }
  });
});

describe('condensing any document', () => {
  const words = ['ship', 'port', 'storm', 'Anna', 'It', 'because', 'wrong', '312', 'Hafen', 'море', 'est'];
  const sentence = fc
    .array(fc.constantFrom(...words), { minLength: 3, maxLength: 14 })
    .map((list) => `Also ${list.join(' ')}.`.replace(/^Also (?=.{40})/u, ''));
  const block = fc.record({
    kind: fc.constantFrom('text' as const, 'item' as const, 'heading' as const),
    text: fc.array(sentence, { minLength: 1, maxLength: 6 }).map((list) => list.join(' ')),
  });

  test('takes its sentences, in order, and no more than there is time for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('en-US', 'de-DE', 'ru-RU', 'xx'),
        fc.option(fc.constantFrom('Why ships sink', 'How to sink', 'Anna'), { nil: undefined }),
        fc.array(block, { minLength: 12, maxLength: 30 }),
        (tag, title, blocks) => {
          const { script, condensed } = condense({ title, blocks }, { language: tag, targetSec: 20 });
          fc.pre(condensed);
          expect(estimateSpeechSec(script, tag)).toBeLessThan(20 * 1.15);
          const source = blocks.map(({ text }) => text.toLowerCase()).join(' ');
          let position = 0;
          const told = script.split('\n\n').slice(script.startsWith(`${title}.`) ? 1 : 0);
          for (const paragraph of told) {
            for (const one of splitSentences(paragraph, tag)) {
              const found = source.indexOf(one.toLowerCase(), position);
              expect([one, found >= 0]).toEqual([one, true]);
              position = found + one.length;
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps numbers with their units and with what they count', () => {
    const facts = [
      'Norrland makes pumps for waterworks and for ships in many countries of the world.',
      'Revenue rose by 11 percent to 842 million euros.',
      'It had been 759 million euros in 2023.',
    ];
    const more = Array.from(
      { length: 12 },
      (_, index) => `Many small pumps of ${index + 2} kilowatts were made in plant ${index} in the spring.`,
    );
    const blocks = [facts[0] ?? '', facts.slice(1).join(' '), ...more].map((text) => ({
      kind: 'text' as const,
      text,
    }));
    const scripts = [20, 30, 40, 45, 50].map(
      (targetSec) => condense({ title: 'Norrland in 2024', blocks }, { language, targetSec }).script,
    );
    expect(scripts.join(' ')).toContain('Revenue rose by 11 percent to 842 million euros.');
    for (const script of scripts.filter((one) => one.includes('759 million'))) {
      expect(script).toContain(facts.slice(1).join(' '));
    }
    for (const [told] of scripts.join(' ').matchAll(/Many small [^.]+\./gu)) {
      expect(more).toContain(told);
    }
  });
});
