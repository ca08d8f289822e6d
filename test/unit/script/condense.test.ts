import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { dependsOnBefore } from '../../../src/script/anaphora.js';
import { condense } from '../../../src/script/condense.js';
import { decodeDocument } from '../../../src/script/decode.js';
import { readHtml } from '../../../src/script/html-text.js';
import { readMarkdown } from '../../../src/script/markdown-text.js';
import { splitSentences } from '../../../src/script/sentences.js';
import { estimateSpeechSec } from '../../../src/script/speech-length.js';
import { processorMs } from '../../support/processor-time.js';

const fixture = async (name: string) =>
  await readFile(new URL(`../../fixtures/documents/${name}`, import.meta.url), 'utf8');
const language = 'en-US';

describe('condensing a document', () => {
  test.each([30, 60, 90, 120, 180])(
    'comes within 15 %% of %d s, in sentences of the document and in their order',
    async (targetSec) => {
      const document = readMarkdown(await fixture('lighthouse-lens.md'));
      const { script, condensed } = condense(document, { language, targetSec });
      expect(condensed).toBe(true);
      expect(Math.abs(estimateSpeechSec(script, language) / targetSec - 1)).toBeLessThan(0.15);
      const source = document.blocks.map(({ text }) => text).join('\n');
      const positions = script
        .split('\n\n')
        .slice(1)
        .flatMap((paragraph) => splitSentences(paragraph, language))
        .map((sentence) => source.toLowerCase().indexOf(sentence.toLowerCase()));
      expect(positions).not.toContain(-1);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    },
  );

  test('opens with the title and the beginning, introduces the hero and keeps what a sentence leans on', async () => {
    const { script } = condense(readMarkdown(await fixture('lighthouse-lens.md')), {
      language,
      targetSec: 60,
    });
    expect(script).toMatch(/^The Lens That Saved a Thousand Ships\.\n\nFor most of history/u);
    expect(script).toContain('Augustin Fresnel');
    for (const paragraph of script.split('\n\n')) {
      const [first = ''] = splitSentences(paragraph, language);
      expect([first, dependsOnBefore(first, language)]).toEqual([first, false]);
    }
  });

  test('never leaves a question without its answer', async () => {
    const { script } = condense(readHtml(await fixture('winter-bees.html')), { language, targetSec: 60 });
    expect(script).not.toMatch(/\?(?:\n|$)/u);
  });

  test('uses a document whole that is no longer than the film', async () => {
    const document = readHtml(await fixture('winter-bees.html'));
    const { script, condensed } = condense(document, { language, targetSec: 600 });
    expect(condensed).toBe(false);
    for (const { text } of document.blocks) {
      expect(script).toContain(text);
    }
  });

  test('is quick with a book', () => {
    const text = Array.from(
      { length: 4_000 },
      (_, index) => `Sentence ${index} tells of ship ${index % 37} and port ${index % 11}.`,
    );
    // Time of this process alone: what else the machine does must not fail a test.
    const started = process.cpuUsage();
    const { script } = condense(
      { title: undefined, blocks: [{ kind: 'text', text: text.join(' ') }] },
      { language, targetSec: 60 },
    );
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(10);
    expect(estimateSpeechSec(script, language)).toBeLessThan(69);
  });
});

describe('reading documents', () => {
  test('takes the words of Markdown without code, tables, pictures and footnotes', async () => {
    const { title, blocks } = readMarkdown(await fixture('lighthouse-lens.md'));
    const text = blocks.map((block) => block.text).join('\n');
    expect(title).toBe('The Lens That Saved a Thousand Ships');
    expect(text).toContain('nobody counted the crews very carefully.');
    expect(text).not.toMatch(/focalLength|Apparatus|lamp room|Lloyd|\[\^|licence/u);
  });

  test('takes the words and not the marks', () => {
    const { blocks } = readMarkdown(
      '# T\n\nA *b* &amp; [link](https://x.y) `code` <b>c</b>.\n\n- one\n- **two**\n\n> said\n',
    );
    expect(blocks).toEqual([
      { kind: 'text', text: 'A b & link code c.' },
      { kind: 'item', text: 'one' },
      { kind: 'item', text: 'two' },
      { kind: 'text', text: 'said' },
    ]);
  });

  test('takes the article of a page without menus, scripts, captions, tables and footer', async () => {
    const { title, blocks } = readHtml(await fixture('winter-bees.html'));
    const text = blocks.map((block) => block.text).join('\n');
    expect(title).toBe('How Bees Survive the Winter');
    expect(text).toContain('below about 14 degrees');
    expect(text).toContain('even when it is freezing outside.\n');
    expect(text).not.toMatch(
      /never spoken|Spring|Almanac|correspondent|newsletter|January\n|1 kg|winter cluster, seen/u,
    );
    expect(blocks.filter(({ kind }) => kind === 'item')).toHaveLength(3);
  });

  test('reads a page that has no article and is badly nested', () => {
    const { title, blocks } = readHtml(
      '<title>A page | Site</title><div><p>One <b>two<p>Three</div><ul><li>Four<li>Five',
    );
    expect(title).toBe('A page');
    expect(blocks.map((block) => block.text)).toEqual(['One two', 'Three', 'Four', 'Five']);
  });

  test.each(['<div>'.repeat(20_000), '<a href="'.repeat(5_000), '<'.repeat(100_000), '&'.repeat(100_000)])(
    'reads %#: broken pages quickly',
    (source) => {
      const started = processorMs();
      readHtml(source);
      expect(processorMs() - started).toBeLessThan(4_000);
    },
  );

  test('decodes UTF-8, UTF-16 and Windows-1252, with and without a mark', () => {
    const utf16 = (text: string) => Buffer.from(text, 'utf16le');
    expect(decodeDocument(Buffer.from('\ufeffGrüße\r\n'))).toBe('Grüße\n');
    expect(decodeDocument(utf16('\ufeffGrüße'))).toBe('Grüße');
    expect(decodeDocument(utf16('Plain words'))).toBe('Plain words');
    expect(decodeDocument(utf16('\ufeffGrüße').swap16())).toBe('Grüße');
    expect(decodeDocument(Buffer.from('Gr\xfc\xdfe', 'latin1'))).toBe('Grüße');
  });

  test('knows what is not text', () => {
    expect(decodeDocument(Buffer.from('%PDF-1.7\nwords'))).toBeUndefined();
    expect(
      decodeDocument(Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7919) % 251)),
    ).toBeUndefined();
  });
});
