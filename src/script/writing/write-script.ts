import { countOf } from '../../runtime/count-of.js';
import { detectLanguage } from '../language.js';
import type { ModelCall, ModelMessage, ScriptModel } from '../model/model.js';
import { invalidAnswer } from '../model/model-errors.js';
import { estimateSpeechSec } from '../speech-length.js';
import { readAnswerJson } from './answer-json.js';
import { scriptShape } from './answer-shape.js';
import { finishDraft } from './finish-draft.js';
import { inventedNumbers } from './passages.js';
import { lengthTask, repairTask, scriptTask, speechSecOf, systemPrompt } from './prompts.js';
import { readDraft } from './read-draft.js';
import type { WriteRequest } from './write-request.js';
import { narrationOf, type WrittenScript } from './written-script.js';

/** Outside this share of the length wanted, the model is asked to come nearer. */
const fairLength = { least: 0.8, most: 1.25 };
/** A script with less of the length than this is no script. */
const leastLength = 0.25;
/** Of an answer that failed, this much is shown to the model again. */
const shownAgain = 12_000;
/** A language is told from less than this by chance. */
const enoughLetters = 80;

type Reading = { readonly script: WrittenScript } | { readonly problem: string };

const speechSec = (script: WrittenScript): number =>
  script.scenes.reduce((sum, { narration }) => sum + estimateSpeechSec(narration, script.language), 0);

const baseOf = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Those that `detectLanguage` tells apart. */
const knownLanguages = new Set(
  'en es fr de it pt nl vi pl sv tr id ko zh ja ar ur fa he hi th el ru uk'.split(' '),
);

/** A text that is surely in another language than wanted, and which that is. */
const otherLanguage = (narration: string, language: string): string | undefined => {
  const letters = narration.match(/\p{L}/gu)?.length ?? 0;
  const found = detectLanguage(narration);
  const isSame = baseOf(found) === baseOf(language);
  return letters < enoughLetters || isSame || !knownLanguages.has(baseOf(language)) ? undefined : found;
};

const problemOf = (
  script: WrittenScript,
  { passages, lengthSec, language }: WriteRequest,
): string | undefined => {
  const narration = narrationOf(script);
  if (speechSec(script) < speechSecOf(lengthSec) * leastLength) {
    return `the narration takes only about ${countOf(Math.round(speechSec(script)), 'second')} to say.`;
  }
  const other = otherLanguage(narration, language);
  if (other !== undefined) {
    return `the narration is in ${other}, and it must be in ${language}.`;
  }
  const invented = passages === undefined ? [] : inventedNumbers(narration, passages);
  return invented.length === 0
    ? undefined
    : `these numbers are in none of the passages: ${invented.slice(0, 5).join(', ')}.`;
};

const read = (answer: string, request: WriteRequest): Reading => {
  const json = readAnswerJson(answer);
  if (json === undefined) {
    return { problem: 'it holds no JSON object.' };
  }
  const draft = readDraft(json);
  if (draft === undefined) {
    return { problem: 'it has no "scenes" with "narration" in them.' };
  }
  const script = finishDraft(draft, request);
  const problem = problemOf(script, request);
  return problem === undefined ? { script } : { problem };
};

/**
 * One script by one model: asked, and where the answer cannot be used asked once more with the problem named; then
 * brought nearer to its length once, where it is far off.
 *
 * Throws what the model throws, and `ProviderError` `PROVIDER_ANSWER_INVALID`.
 */
export const writeScript = async (
  request: WriteRequest,
  model: ScriptModel,
  call: ModelCall,
): Promise<{ script: WrittenScript; model: string }> => {
  const shape = scriptShape(request.passages !== undefined);
  const system = systemPrompt(request);
  const messages: ModelMessage[] = [{ role: 'user', text: scriptTask(request) }];
  let answered = model.name;
  const ask = async (): Promise<{ text: string; reading: Reading }> => {
    const reply = await model.complete({ system, messages: [...messages], shape }, call);
    answered = reply.model;
    return { text: reply.text, reading: read(reply.text, request) };
  };
  const askAgain = (text: string, task: string) => {
    messages.push({ role: 'assistant', text: text.slice(0, shownAgain) }, { role: 'user', text: task });
    return ask();
  };

  const first = await ask();
  const usable =
    'problem' in first.reading ? await askAgain(first.text, repairTask(first.reading.problem)) : first;
  if ('problem' in usable.reading) {
    throw invalidAnswer(model.name, 'wrote nothing that can be used as a script', usable.reading.problem);
  }
  const { script } = usable.reading;
  const wantedSec = speechSecOf(request.lengthSec);
  const share = speechSec(script) / wantedSec;
  if (share >= fairLength.least && share <= fairLength.most) {
    return { script, model: answered };
  }
  const corrected = (await askAgain(usable.text, lengthTask(speechSec(script), request))).reading;
  const isNearer =
    'script' in corrected &&
    Math.abs(speechSec(corrected.script) - wantedSec) < Math.abs(speechSec(script) - wantedSec);
  return { script: isNearer ? corrected.script : script, model: answered };
};
