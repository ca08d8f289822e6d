import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isReelwrightError } from '../../../src/errors/index.js';
import { scenesFromScript } from '../../../src/script/scenes.js';
import { estimateSpeechSec } from '../../../src/script/speech-length.js';
import { splitWords } from '../../../src/script/words.js';
import { sceneSchema } from '../../../src/studio/storyboard.js';
import { processorMs } from '../../support/processor-time.js';
import { adaScript, hostileLines, languageScripts } from '../../support/scripts.js';

const narrations = (script: string, language = 'en-US') =>
  scenesFromScript(script, { language }).map((scene) => scene.narration);

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return isReelwrightError(error) ? `${error.code} ${error.hint ?? ''}` : 'foreign';
  }
  return 'none';
};

const words = (text: string, language: string) => splitWords(text, language).map((word) => word.text);

describe('making scenes of a script', () => {
  test('keeps every word, in order, in scenes of 2.5 to 8 seconds', () => {
    const scenes = narrations(adaScript);
    expect(scenes.flatMap((scene) => words(scene, 'en-US'))).toEqual(words(adaScript, 'en-US'));
    for (const scene of scenes) {
      const seconds = estimateSpeechSec(scene, 'en-US');
      expect(seconds).toBeGreaterThanOrEqual(2.5);
      expect(seconds).toBeLessThanOrEqual(8);
    }
  });

  test('begins a scene with every paragraph', () => {
    const scenes = narrations(adaScript);
    for (const paragraph of adaScript.trim().split('\n\n')) {
      expect(scenes.some((scene) => paragraph.startsWith(scene))).toBe(true);
    }
  });

  test('lets a paragraph that is too short share a scene, but not across a separator', () => {
    const long = 'The second paragraph has quite enough words to fill a whole scene.';
    expect(narrations(`It works.\n\n${long}`)).toEqual([`It works. ${long}`]);
    expect(narrations(`It works.\n\n---\n\n${long}`)).toEqual(['It works.', long]);
  });

  test('cuts a sentence of more than 8 seconds at a clause, and a shorter one never', () => {
    const long =
      'The engine had a mill for arithmetic and a store for a thousand numbers of fifty digits each; ' +
      'the cards came from the looms of Lyon, where they had told silk threads when to rise.';
    expect(narrations(long)).toEqual([
      'The engine had a mill for arithmetic and a store for a thousand numbers of fifty digits each;',
      'the cards came from the looms of Lyon, where they had told silk threads when to rise.',
    ]);
    expect(narrations('One, two, three, four, and five; six.')).toHaveLength(1);
  });

  test('gives the same script the same ids, and repeated scenes ids of their own', () => {
    const repeated = Array.from(
      { length: 4 },
      () => 'This very sentence is said again and again and again.',
    ).join('\n\n');
    const ids = scenesFromScript(repeated, { language: 'en-US' }).map((scene) => scene.id);
    expect(new Set(ids).size).toBe(4);
    expect(scenesFromScript(repeated, { language: 'en-US' }).map((scene) => scene.id)).toEqual(ids);
  });

  test('keeps the id of a scene when its neighbours change', () => {
    const kept = 'This sentence stays exactly as it was, whatever happens around it.';
    const before = scenesFromScript(
      `Something quite different comes first here, and it takes a good while to say.\n\n${kept}`,
      {
        language: 'en-US',
      },
    );
    const after = scenesFromScript(
      `Quite another beginning is what this one has, and it is also long enough.\n\n${kept}`,
      {
        language: 'en-US',
      },
    );
    expect(after.at(-1)?.id).toBe(before.at(-1)?.id);
    expect(after[0]?.id).not.toBe(before[0]?.id);
  });

  test('refuses a script without words, and one that is too long, with numbers in the hint', () => {
    expect(codeOf(() => narrations(''))).toContain('SCRIPT_EMPTY');
    expect(codeOf(() => narrations(' \n\n---\n[music]\n\u0000\u200b ... 🎬'))).toContain('SCRIPT_EMPTY');
    expect(codeOf(() => narrations('word '.repeat(40_000)))).toMatch(/SCRIPT_TOO_LONG .*200000.*50000/u);
    expect(
      codeOf(() =>
        narrations(
          'A sentence that is quite long enough to be a whole scene of its own, every time.\n\n'.repeat(401),
        ),
      ),
    ).toMatch(/SCRIPT_TOO_LONG .*401.*400/u);
  });

  test.each(['*', '[', '(', '`', '_a ', 'a,', '~~a', '![a', 'a... ', '\u200d', '-', '字，', '"', '. '])(
    'is done quickly with 50,000 characters of %j',
    (piece) => {
      const started = processorMs();
      codeOf(() => narrations(piece.repeat(Math.floor(50_000 / piece.length))));
      expect(processorMs() - started).toBeLessThan(4_000);
    },
  );

  test.each(languageScripts)('handles $language', ({ language, text }) => {
    const scenes = scenesFromScript(text, { language });
    expect(scenes.map((scene) => scene.narration.replaceAll(/\s/gu, '')).join('')).toBe(
      text.replaceAll(/\s/gu, ''),
    );
    for (const scene of scenes) {
      expect(scene.terms.length).toBeGreaterThan(0);
    }
  });

  test('leaves hostile lines as literal words', () => {
    const spoken = narrations(hostileLines.join('\n\n')).join(' ');
    expect(spoken).toContain('{\\fs4000}Huge{\\blur100} tags, and \\N forced \\h breaks.');
    expect(spoken).toContain('brackets [0:v] and commas');
    expect(spoken).toContain('%{pts} and $(touch owned)');
    expect(spoken).toContain('reversed by an override, zerowidth');
    expect(spoken).toContain('\\u0000 written out.');
  });

  test('makes scenes that a storyboard accepts, with unique ids and no word lost, out of any text', () => {
    const piece = fc.oneof(
      fc.lorem({ maxCount: 12, mode: 'sentences' }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\n\n', ', ', '; ', '。', '你好世界', '---', '\u202e', '\u0000'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const script = pieces.join(' ');
        if (codeOf(() => narrations(script)) !== 'none') {
          return;
        }
        const scenes = scenesFromScript(script, { language: 'en-US' });
        expect(new Set(scenes.map((scene) => scene.id)).size).toBe(scenes.length);
        for (const scene of scenes) {
          sceneSchema.parse({ ...scene, visual: { kind: 'automatic' }, motion: 'automatic' });
          expect(scene.narration).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
        }
      }),
      { numRuns: 60 },
    );
  });
});
