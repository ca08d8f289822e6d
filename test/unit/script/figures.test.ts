import { describe, expect, test } from '@jest/globals';
import { fillFigures, readScriptLines } from '../../../src/script/figures.js';
import { scenesFromScript } from '../../../src/script/scenes.js';
import { processorMs } from '../../support/processor-time.js';

const chart = '```chart\ntype: pie\nTitle: Who: and why\n\na,1\nb,2\n```';
const figuresOf = (script: string) =>
  scenesFromScript(script, { language: 'en-US' }).map(({ narration, figure }) => [narration, figure?.data]);

describe('a chart in a script', () => {
  test('is read as settings and data, and nothing of it is spoken', () => {
    const script = `Cheese is older than writing, and people love it.\n\n${chart}\n\nSo buy a piece of it today, and another one tomorrow.`;
    expect(figuresOf(script)).toEqual([
      ['Cheese is older than writing, and people love it.', 'a,1\nb,2'],
      ['So buy a piece of it today, and another one tomorrow.', undefined],
    ]);
    const [figure] = readScriptLines(chart);
    expect(typeof figure === 'string' ? undefined : [...(figure?.settings ?? [])]).toEqual([
      ['type', 'pie'],
      ['title', 'Who: and why'],
    ]);
  });

  test('belongs to the first scene where it comes before all words', () => {
    expect(figuresOf(`${chart}\nThe first words of all are spoken here, as they should be.`)[0]?.[1]).toBe(
      'a,1\nb,2',
    );
  });

  test('stands while the end of a long paragraph is spoken, and short neighbours do not swallow it', () => {
    const long = Array.from(
      { length: 8 },
      (_, index) => `This is sentence number ${index} of a paragraph that goes on for long.`,
    );
    const figures = figuresOf(`${long.join(' ')}\n${chart}\nShort.`);
    expect(figures.filter(([, data]) => data !== undefined)).toHaveLength(1);
    expect(figures.at(-2)?.[1]).toBe('a,1\nb,2');
  });

  test('leaves other fenced blocks to be what they were', () => {
    expect(readScriptLines('```\nwords\n```')).toEqual(['```', 'words', '```']);
  });

  test('gets the data of the file that it names', async () => {
    const script = 'Words.\n~~~chart\ntype: bar\nfile: a.csv\n~~~\nMore.';
    const filled = await fillFigures(script, async (file) => `x,1\n\ny,${file.length}`);
    const [, figure] = readScriptLines(filled);
    expect(figure).toMatchObject({ data: 'x,1\n\ny,5' });
    expect(readScriptLines(filled)).toHaveLength(3);
  });

  test('reads a setting full of spaces in no time', () => {
    const startMs = processorMs();
    const [figure] = readScriptLines(`\`\`\`chart\ntitle: a${' '.repeat(200_000)}b  \n\`\`\``);
    expect(processorMs() - startMs).toBeLessThan(500);
    expect(figure).toMatchObject({ settings: new Map([['title', `a${' '.repeat(200_000)}b`]]) });
  });
});
