import { estimateSpeechSec } from '../speech-length.js';
import { createTermFinder } from '../terms.js';
import { cleanTerms } from './clean-terms.js';
import { finishPosts } from './finish-posts.js';
import { findPassages } from './passages.js';
import { plainTitle } from './plain-title.js';
import type { Draft, DraftScene } from './read-draft.js';
import type { WriteRequest } from './write-request.js';
import type { WrittenScene, WrittenScript } from './written-script.js';

/** A scene that takes less is a flash; it joins a neighbour of its paragraph. */
const shortestSceneSec = 1.5;
const mostScenes = 120;
const mostTerms = 6;
const longestNarration = 2_000;

type Merged = DraftScene & { readonly seconds: number };

const joinScenes = (a: Merged, b: Merged): Merged => ({
  paragraph: a.paragraph,
  narration: `${a.narration} ${b.narration}`,
  terms: [...a.terms, ...b.terms],
  sources: [...a.sources, ...b.sources],
  seconds: a.seconds + b.seconds,
});

const joinFlashes = (scenes: readonly DraftScene[], language: string): Merged[] => {
  const joined: Merged[] = [];
  for (const scene of scenes) {
    const timed = { ...scene, seconds: estimateSpeechSec(scene.narration, language) };
    const last = joined.at(-1);
    const isFlash = Math.min(timed.seconds, last?.seconds ?? 0) < shortestSceneSec;
    if (last !== undefined && last.paragraph === scene.paragraph && isFlash) {
      joined[joined.length - 1] = joinScenes(last, timed);
    } else {
      joined.push(timed);
    }
  }
  return joined;
};

/** Numbers as the model gave them, where they are as many as were wanted; else even shares of the scenes. */
const numberParagraphs = (scenes: readonly Merged[], wanted: number): number[] => {
  const given = scenes.map(({ paragraph }) => paragraph);
  const isAscending = given.every((paragraph, index) => paragraph >= (given[index - 1] ?? 0));
  const distinct = [...new Set(given)];
  const count = Math.min(wanted, scenes.length);
  if (isAscending && distinct.length === count) {
    return given.map((paragraph) => distinct.indexOf(paragraph) + 1);
  }
  const total = scenes.reduce((sum, { seconds }) => sum + seconds, 0);
  let spokenSec = 0;
  let last = 0;
  return scenes.map(({ seconds }, index) => {
    const share = Math.floor(((spokenSec + seconds / 2) / Math.max(total, Number.MIN_VALUE)) * count) + 1;
    spokenSec += seconds;
    // No paragraph may be left without a scene.
    const least = count - (scenes.length - index - 1);
    last = Math.min(count, last + 1, Math.max(share, least, last));
    return last;
  });
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** A scene's terms name the subject somewhere, so that a search for "sunrise" finds the right kind. */
const withSubject = (terms: readonly string[], subject: string): string[] => {
  const subjectWords = wordsOf(subject);
  const names = terms.some((term) => wordsOf(term).some((word) => subjectWords.includes(word)));
  const shown = terms.slice(0, names || subject === '' ? mostTerms : mostTerms - 1);
  return names || subject === '' ? shown : [...shown, subject];
};

/** The script that a draft makes: paragraphs numbered, terms completed, posts brought to what platforms take. */
export const finishDraft = (draft: Draft, request: WriteRequest): WrittenScript => {
  const { language, subject } = request;
  const joined = joinFlashes(draft.scenes, language).slice(0, mostScenes);
  const numbers = numberParagraphs(joined, request.paragraphs);
  const findTerms = createTermFinder({ language, scenes: joined.map(({ narration }) => narration), subject });
  const [searchSubject = ''] = cleanTerms([draft.subject ?? subject]);
  const scenes = joined.map(({ narration, terms, sources }, index): WrittenScene => {
    const own = cleanTerms(terms);
    return {
      paragraph: numbers[index] ?? 1,
      narration: narration.slice(0, longestNarration),
      terms: withSubject(own.length > 0 ? own : findTerms(narration), searchSubject),
      passages: findPassages(narration, sources, request),
    };
  });
  const title = plainTitle(draft.title ?? subject, 200) || subject;
  return { title, language, scenes, social: finishPosts({ title, scenes, draft }) };
};
