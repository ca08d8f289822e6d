import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAnswerJson, stripThinking } from '../../../../src/script/writing/answer-json.js';
import { processorMs } from '../../../support/processor-time.js';

const wanted = { title: 'A', scenes: [{ narration: 'It is [really] (very) old.' }] };
const json = JSON.stringify(wanted);
const pretty = JSON.stringify(wanted, undefined, 2);

describe('reading JSON out of what a model said', () => {
  test.each([
    ['bare', json],
    ['in a fence', `\`\`\`json\n${pretty}\n\`\`\``],
    ['in a fence without a language', `\`\`\`\n${json}\n\`\`\``],
    ['in a fence that never ends', `\`\`\`json\n${pretty}`],
    ['between remarks', `Sure! Here is your script:\n\n${pretty}\n\nLet me know what you think :}`],
    ['after thinking', `<think>\nThe user wants {"title": "wrong"}.\n</think>\n\n${json}`],
    ['after several thoughts', `<thinking>a</thinking> <reasoning>{}</reasoning>${json}`],
    ['after thinking whose beginning was cut off', `I should write about cats.\n</think>\n${json}`],
    [
      'in the last channel',
      `<|channel|>analysis<|message|>Hm {"a":1}<|end|><|start|>assistant<|channel|>final<|message|>${json}`,
    ],
    ['with trailing commas', pretty.replace('"\n', '",\n').replace(']\n', '],\n')],
    ['with comments', pretty.replace('{\n', '{ // the script\n')],
    ['with single quotes', json.replaceAll('"', "'")],
    ['with curly quotes around keys', json.replaceAll('"title"', '“title”')],
    ['with keys without quotes', json.replaceAll(/"(title|scenes|narration)"/g, '$1')],
    ['cut off at its end', json.slice(0, -3)],
  ])('finds it %s', (_, answer) => {
    expect(readAnswerJson(answer)).toEqual(wanted);
  });

  test('keeps line breaks that stand raw in a string', () => {
    expect(readAnswerJson('{"narration": "One.\nTwo."}')).toEqual({ narration: 'One.\nTwo.' });
  });

  test.each([
    ['prose', 'Cats purr because they are happy. That is all.'],
    ['nothing', '   '],
    ['thinking without an end', `<think>I will write ${json}`],
    ['a bare string', '"a script"'],
  ])('makes nothing of %s', (_, answer) => {
    expect(readAnswerJson(answer)).toBeUndefined();
  });

  test('leaves a text alone that speaks of thinking', () => {
    const text = '{"narration": "The tag <think> opens, and </think> closes."}';
    expect(readAnswerJson(text)).toEqual({ narration: 'The tag <think> opens, and </think> closes.' });
    expect(stripThinking('Use <think> sparingly.')).toBe('Use <think> sparingly.');
  });

  test('gives any value back that was put in a fence after thoughts', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
        const sent = JSON.stringify(value);
        expect(readAnswerJson(`<think>hm</think>\n\`\`\`json\n${sent}\n\`\`\``)).toEqual(JSON.parse(sent));
      }),
    );
  });

  test('reads hostile answers in bounded time', () => {
    for (const hostile of [
      '{'.repeat(50_000),
      '<think>'.repeat(20_000),
      '```\n'.repeat(30_000),
      '{"a":"'.repeat(20_000),
    ]) {
      const before = processorMs();
      readAnswerJson(hostile);
      expect(processorMs() - before).toBeLessThan(3_000);
    }
  });

  test('gives up at once on brackets without end', () => {
    const startMs = processorMs();
    expect(readAnswerJson('!['.repeat(60_000))).toBeUndefined();
    expect(readAnswerJson(`{"scenes": ${'['.repeat(60_000)}`)).toBeUndefined();
    expect(processorMs() - startMs).toBeLessThan(1_000);
  });
});
