import { InputError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { cutLongSentence } from './clauses.js';
import { isTerminated, type Paragraph, readParagraphs } from './clean.js';
import type { Figure } from './figures.js';
import { maxScenes, maxScriptLength } from './limits.js';
import { createSceneIds } from './scene-id.js';
import { splitSentences } from './sentences.js';
import { estimateSpeechSec } from './speech-length.js';
import { createTermFinder } from './terms.js';

/** What a scene says and what may be searched to show it. */
export type SceneDraft = {
  /** `scene-` and ten signs, made from the narration and its occurrence. */
  readonly id: string;
  readonly narration: string;
  /** Best first, at most six. */
  readonly terms: readonly string[];
  /** What the script shows here in place of a picture. */
  readonly figure?: Figure | undefined;
};

export type ScriptOptions = {
  /** BCP 47. */
  readonly language: string;
  /** What the film is about, if known; search terms fall back on it. */
  readonly subject?: string;
};

/** Seconds of speech in one scene. Shorter is a flash, longer is a picture that outstays its welcome. */
const sceneSec = { min: 2.5, ideal: 5.5, max: 8 };
/** A line without a full stop that takes this long can stand alone, as a title does. */
const titleSec = 1.2;

/** A part of a scene: a sentence, or a clause of a long one. */
type Piece = { readonly text: string; readonly seconds: number; readonly spaceBefore: boolean };
/** Pieces among which scenes are made freely: a paragraph, with the short ones around it. */
type Section = {
  readonly pieces: Piece[];
  readonly seconds: number;
  readonly kind: Paragraph['kind'];
  readonly breakBefore: boolean;
  readonly figure: Figure | undefined;
};

/** Chinese and Japanese put no space between sentences, so none is put between their paragraphs either. */
const unspaced = /^[\p{P}\s]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const readSection = (paragraph: Paragraph, language: string): Section => {
  const estimate = (text: string) => estimateSpeechSec(text, language);
  let position = 0;
  const pieces = splitSentences(paragraph.text, language)
    .flatMap((sentence) => cutLongSentence(sentence, { language, maxSec: sceneSec.max, estimate }))
    .map((text) => {
      const start = paragraph.text.indexOf(text, position);
      const spaceBefore = position === 0 ? !unspaced.test(text) : start > position;
      position = start + text.length;
      return { text, seconds: estimate(text), spaceBefore };
    });
  const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
  const { kind, breakBefore, figure } = paragraph;
  return { pieces, seconds, kind, breakBefore, figure };
};

const standsAlone = (section: Section): boolean => {
  const only = section.pieces.length === 1 ? section.pieces[0] : undefined;
  return only !== undefined && section.seconds >= titleSec && !isTerminated(only.text);
};

const join = (first: Section, second: Section): Section => ({
  pieces: [...first.pieces, ...second.pieces],
  seconds: first.seconds + second.seconds,
  kind: second.kind,
  breakBefore: first.breakBefore,
  figure: second.figure,
});

/** Lets every paragraph that is too short for a scene share one with a neighbour; a heading with what follows. */
const joinShortSections = (sections: readonly Section[]): Section[] => {
  const joined: Section[] = [];
  let waiting: Section | undefined;
  for (const [index, section] of sections.entries()) {
    const current: Section = waiting !== undefined && !section.breakBefore ? join(waiting, section) : section;
    if (waiting !== undefined && section.breakBefore) {
      joined.push(waiting);
    }
    waiting = undefined;
    const next = sections[index + 1];
    const previous = joined.at(-1);
    if (current.seconds >= sceneSec.min || standsAlone(current)) {
      joined.push(current);
    } else if (previous !== undefined && canFollow(previous, current, next)) {
      joined[joined.length - 1] = join(previous, current);
    } else {
      waiting = current;
    }
  }
  return waiting === undefined ? joined : [...joined, waiting];
};

/** Whether a short section goes to the one before it rather than to the one after. */
const canFollow = (previous: Section, short: Section, next: Section | undefined): boolean => {
  if (short.breakBefore || standsAlone(previous)) {
    return false;
  }
  const nextIsOpen = next !== undefined && !next.breakBefore;
  return !nextIsOpen || (short.kind !== 'heading' && previous.seconds + short.seconds <= sceneSec.max);
};

const sceneCost = (seconds: number): number => {
  const distance = ((seconds - sceneSec.ideal) / sceneSec.ideal) ** 2;
  const tooShort = seconds < sceneSec.min ? 2 + (sceneSec.min - seconds) : 0;
  const tooLong = seconds > sceneSec.max ? 3 + (seconds - sceneSec.max) : 0;
  return distance + tooShort + tooLong;
};

/** No scene takes more pieces or characters than this. */
const maxPieces = 12;
const maxCharacters = 1_200;

type Choice = { readonly cost: number; readonly from: number };

/** The best last scene among those that end before piece `end`, given the best grouping up to every earlier piece. */
const bestLastScene = (pieces: readonly Piece[], best: readonly Choice[], end: number): Choice => {
  let seconds = 0;
  let characters = 0;
  let choice: Choice = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
  for (let from = end - 1; from >= Math.max(0, end - maxPieces); from -= 1) {
    seconds += pieces[from]?.seconds ?? 0;
    characters += pieces[from]?.text.length ?? 0;
    if (from < end - 1 && characters > maxCharacters) {
      break;
    }
    const cost = (best[from]?.cost ?? 0) + sceneCost(seconds);
    if (cost < choice.cost) {
      choice = { cost, from };
    }
  }
  return choice;
};

const narrate = (pieces: readonly Piece[]): string =>
  pieces.map((piece, index) => (index > 0 && piece.spaceBefore ? ` ${piece.text}` : piece.text)).join('');

/** Groups neighbouring pieces so that the lengths of the scenes are as good as they can be together. */
const groupPieces = (pieces: readonly Piece[]): string[] => {
  const best: Choice[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= pieces.length; end += 1) {
    best.push(bestLastScene(pieces, best, end));
  }
  const scenes: string[] = [];
  for (let end = pieces.length; end > 0; end = best[end]?.from ?? 0) {
    scenes.push(narrate(pieces.slice(best[end]?.from ?? 0, end)));
  }
  return scenes.reverse();
};

const refuseLong = (script: string): void => {
  if (script.length > maxScriptLength) {
    throw new InputError('SCRIPT_TOO_LONG', 'The script is too long for one film.', {
      hint: `It has ${countOf(script.length, 'character')}, and ${maxScriptLength} are possible. Shorten it or make several films.`,
    });
  }
};

/**
 * Makes the scenes of a script, in order: every paragraph begins a scene, long ones are cut between sentences
 * and, where one sentence takes over 8 s, between clauses. All words are kept exactly; Markdown marks, speaker
 * labels, stage directions and invisible characters are not words.
 *
 * Throws `InputError` with `SCRIPT_EMPTY` or `SCRIPT_TOO_LONG`.
 */
export const scenesFromScript = (script: string, { language, subject }: ScriptOptions): SceneDraft[] => {
  refuseLong(script);
  const sections = joinShortSections(
    readParagraphs(script).map((paragraph) => readSection(paragraph, language)),
  );
  const drafts = sections.flatMap(({ pieces, figure }) => {
    const spoken = groupPieces(pieces);
    return spoken.map((narration, index) => ({
      narration,
      ...(figure === undefined || index < spoken.length - 1 ? {} : { figure }),
    }));
  });
  const narrations = drafts.map(({ narration }) => narration);
  if (narrations.length === 0) {
    throw new InputError('SCRIPT_EMPTY', 'The script holds no words that can be spoken.', {
      hint: 'Give the narration as plain text, a paragraph for each scene.',
    });
  }
  if (narrations.length > maxScenes) {
    throw new InputError('SCRIPT_TOO_LONG', 'The script makes more scenes than one film may have.', {
      hint: `It makes ${countOf(narrations.length, 'scene')}, and ${maxScenes} are possible. Shorten it or make several films.`,
    });
  }
  const idOf = createSceneIds();
  const termsOf = createTermFinder({
    language,
    scenes: narrations,
    ...(subject === undefined ? {} : { subject }),
  });
  return drafts.map(({ narration, ...rest }) => ({
    id: idOf(narration),
    narration,
    terms: termsOf(narration),
    ...rest,
  }));
};
