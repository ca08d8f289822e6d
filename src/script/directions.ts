/** Labels that say who speaks or which part of a script this is, at the start of a line and before a colon. */
const speakers = [
  'narrator|narration|narration text|voice ?over|voice-over|voice|v\\.?o\\.?|host|presenter|announcer|speaker(?: ?[0-9a-z])?',
  'hook|intro|outro|cta|(?:scene|shot) ?[0-9]{1,3}',
  'erzähler(?:in)?|sprecher(?:in)?|szene ?[0-9]{1,3}|narrateur|narratrice|voix off|scène ?[0-9]{1,3}',
  'narrador|narradora|voz en off|escena ?[0-9]{1,3}|voz off|cena ?[0-9]{1,3}|voce fuori campo|narratore|scena ?[0-9]{1,3}',
  'verteller|диктор|ведущий|рассказчик|旁白|解说|ナレーター|ナレーション|내레이션|나레이션',
].join('|');
const speaker = new RegExp(`^\\s*(?:${speakers})\\s*(?:\\([^()\\n]{1,30}\\))?\\s*[:：]\\s*`, 'iu');

/** Words that make a bracket a direction to the editor, and those that may stand beside them. */
const cueWords = new Set(
  (
    'music sfx fx sound sounds pause beat silence voiceover voice-over vo v.o. narrator narration b-roll broll cut fade fades ' +
    'camera visual visuals onscreen on-screen footage clip applause laughter laughs sighs whispers intro outro transition ' +
    'musik pausa pause musique música musica музыка пауза 音乐 音樂 音楽 음악'
  ).split(' '),
);
const besideCueWords = new Set(
  (
    'a an and at the of in out on off up down to from over under with begins starts stops ends plays playing continues rises swells ' +
    'soft softly gentle upbeat dramatic calm tense quiet loud short long slow background theme effect effects screen text image ' +
    'black white scene shot close wide zoom'
  ).split(' '),
);

const wordsOf = (content: string): string[] =>
  content
    .toLowerCase()
    .split(/[\s,:;/]+/u)
    .map((word) => word.replace(/^["'“]+|["'”!?]+$/gu, ''))
    .filter((word) => word !== '' && !/^\d+s?$/u.test(word));

const isCue = (content: string): boolean => {
  const words = wordsOf(content);
  return (
    words.some((word) => cueWords.has(word)) &&
    words.every((word) => cueWords.has(word) || besideCueWords.has(word))
  );
};

/** `[MUSIC]`-like shouting, `[00:12]`, `(0:00 - 0:05)`. */
const shoutOrClock = /^(?:[\p{Lu}\d\s&,.:'-]*\p{Lu}{3}[\p{Lu}\d\s&,.:'-]*|[\d:.\s–-]*\d:\d\d[\d:.\s–-]*s?)$/u;
const wholeLine = /^\s*(?:\[([^[\]]{1,80})\]|\(([^()]{1,80})\))\s*$/u;

/** Whether a line is nothing but a direction: `[soft music]`, `(VOICEOVER)`, `[00:12]`. */
export const isStageDirection = (line: string): boolean => {
  const match = wholeLine.exec(line);
  const content = match?.[1] ?? match?.[2];
  return content !== undefined && (isCue(content) || shoutOrClock.test(content.trim()));
};

/** Takes a speaker label off the start of a line. */
export const stripSpeaker = (line: string): string => line.replace(speaker, '');

const bracket = /\[[^[\]\n]{1,80}\]|\([^()\n]{1,80}\)/gu;

/** Takes directions off the start and the end of a line and from between sentences, never from within one. */
export const stripDirections = (line: string): string =>
  line.replace(bracket, (found, offset: number) => {
    const before = line.slice(0, offset).trimEnd();
    const atBorder = before === '' || /[.!?…。！？\])][”"’']?$/u.test(before);
    return atBorder && isCue(found.slice(1, -1)) ? '' : found;
  });
