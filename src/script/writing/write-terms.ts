import * as z from 'zod';
import { readParagraphs } from '../clean.js';
import type { ModelCall, ScriptModel } from '../model/model.js';
import { invalidAnswer } from '../model/model-errors.js';
import { scenesFromScript } from '../scenes.js';
import { createTermFinder } from '../terms.js';
import { readAnswerJson } from './answer-json.js';
import { termsShape } from './answer-shape.js';
import { cleanTerms } from './clean-terms.js';
import { repairTask, termsSystem, termsTask } from './prompts.js';

export const termsRequestSchema = z.strictObject({
  subject: z.string().min(1).max(400),
  script: z.string().min(1).max(50_000),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  amount: z.int().min(1).max(20),
});
export type TermsRequest = z.infer<typeof termsRequestSchema>;

export const termListSchema = z.array(z.string().min(1).max(80)).min(1).max(20);

/** The first list of strings in an answer, whatever it is called. */
const readTerms = (answer: string): string[] => {
  const value = readAnswerJson(answer);
  const lists: unknown[] =
    Array.isArray(value) || typeof value !== 'object' || value === null ? [value] : Object.values(value);
  const found = lists.find((list) => Array.isArray(list) && list.some((item) => typeof item === 'string'));
  return Array.isArray(found) ? cleanTerms(found.filter((item) => typeof item === 'string')) : [];
};

/**
 * Search words for a whole script by a model, in English.
 *
 * Throws what the model throws, and `ProviderError` `PROVIDER_ANSWER_INVALID` where asking twice gave none.
 */
export const writeTerms = async (
  { subject, script, amount }: TermsRequest,
  model: ScriptModel,
  call: ModelCall,
): Promise<{ terms: string[]; model: string }> => {
  const task = { role: 'user', text: termsTask(subject, script, amount) } as const;
  const request = { system: termsSystem, shape: termsShape };
  const first = await model.complete({ ...request, messages: [task] }, call);
  const terms = readTerms(first.text);
  if (terms.length > 0) {
    return { terms: terms.slice(0, amount), model: first.model };
  }
  const messages = [
    task,
    { role: 'assistant', text: first.text.slice(0, 4_000) },
    { role: 'user', text: repairTask('it holds no list of search terms.') },
  ] as const;
  const second = await model.complete({ ...request, messages }, call);
  const corrected = readTerms(second.text);
  if (corrected.length === 0) {
    throw invalidAnswer(model.name, 'gave no search terms');
  }
  return { terms: corrected.slice(0, amount), model: second.model };
};

/** Search words found in the script itself, scene by scene, in its own language. Local and deterministic. */
export const localTerms = ({ subject, script, language, amount }: TermsRequest): string[] => {
  const scenes = scenesFromScript(script, { language, subject }).map(({ narration }) => narration);
  const find = createTermFinder({ language, subject, scenes });
  const ofScenes = scenes.map(find);
  const most = Math.max(...ofScenes.map(({ length }) => length));
  // The best of every scene first, then every second best: a few terms still go with the whole.
  const inTurn = Array.from({ length: most }, (_, place) =>
    ofScenes.map((terms) => terms[place] ?? ''),
  ).flat();
  const kept = new Map<string, string>();
  const ofSubject = readParagraphs(subject)[0]?.text.replace(/[.。]$/u, '') ?? '';
  for (const term of [...inTurn, ofSubject]) {
    if (term !== '' && !kept.has(term.toLowerCase())) {
      kept.set(term.toLowerCase(), term.slice(0, 80));
    }
  }
  return [...kept.values()].slice(0, amount);
};
