import { expect, test } from '@jest/globals';
import { chooseModel } from '../../../../src/script/model/choose-model.js';

test.each([
  [
    'openai',
    ['whisper-1', 'gpt-4o', 'gpt-4o-mini', 'gpt-5-mini', 'gpt-5.1-mini', 'text-embedding-3-small'],
    'gpt-5.1-mini',
  ],
  ['openai', ['gpt-4o-audio-preview', 'gpt-4o-realtime', 'gpt-4o'], 'gpt-4o'],
  ['deepseek', ['deepseek-reasoner', 'deepseek-chat'], 'deepseek-chat'],
  [
    'gemini',
    ['models/embedding-001', 'models/gemini-2.5-pro', 'models/gemini-2.5-flash'],
    'models/gemini-2.5-flash',
  ],
  ['ollama', ['nomic-embed-text:latest', 'qwen3:8b', 'llama3.2:3b'], 'qwen3:8b'],
  [undefined, ['my-model'], 'my-model'],
  [undefined, ['bge-reranker', 'whisper-large'], undefined],
  [undefined, [], undefined],
] as const)('of what %s lists as %j, it asks %s', (preset, ids, chosen) => {
  expect(chooseModel(ids, preset)).toBe(chosen);
});
