import type { FrameSize } from '../render/frame.js';
import { escapeAssText } from './ass-text.js';
import type { CaptionStyle, Cue } from './cue.js';
import { drawableText, faceRuns } from './drawable.js';
import type { CaptionFace, CaptionFonts } from './font-choice.js';
import { captionLook } from './look.js';
import type { TextMeasure } from './measure.js';
import { layoutRows, type RowPiece } from './rows.js';

export type AssOptions = FrameSize & {
  readonly cues: readonly Cue[];
  readonly style: CaptionStyle;
  readonly fonts: CaptionFonts;
  readonly measure: TextMeasure;
};

/** ASS colours are blue, green, red. */
/**
 * White, and a white that no eye can tell from it. libass places every run of one colour on its own grid of
 * sub-pixels; with neighbours that always differ, a word keeps its place whichever is active.
 */
const textColours = ['&HFFFFFF&', '&HFEFFFF&'] as const;
const activeColour = '&H3DDCFF&';

const outlineEm = 0.075;
const shadowEm = 0.05;
const shadowBlurEm = 0.11;
/** Above this a row of Arabic or Thai would push the other out of the band. */
const rowHeight = { least: 1.16, most: 1.45 };
/** Middle of the letters above the base line: half way between cap height and descender. */
const middleOfLettersEm = 0.26;

/** Centiseconds, as ASS counts; one rounding for all, so that neighbours never overlap or part. */
const toCentiseconds = (seconds: number): number => Math.round(seconds * 100);

const clock = (centiseconds: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(centiseconds / 100);
  const hours = Math.floor(seconds / 3600);
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(centiseconds % 100)}`;
};

const number = (value: number): string => String(Math.round(value * 100) / 100);

/** libass makes a font size ascent plus descent, not an em. */
const assFontSize = (face: CaptionFace, emPx: number): number => emPx * (face.ascentEm + face.descentEm);

const header = ({ widthPx, heightPx, fonts }: AssOptions, emPx: number): string[] => {
  const [face] = fonts.faces;
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${widthPx}`,
    `PlayResY: ${heightPx}`,
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: None',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    // Encoding -1 lets libass find the reading direction of every line by its first letter.
    `Style: Caption,${face.family},${number(assFontSize(face, emPx))},&H00FFFFFF,&H00FFFFFF,&H00140F0A,&H00000000,-1,0,0,0,100,100,0,0,1,${number(emPx * outlineEm)},0,5,0,0,0,-1`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
  ];
};

type Row = {
  readonly pieces: readonly RowPiece[];
  readonly emPx: number;
  readonly xPx: number;
  readonly baselinePx: number;
};

/** Where a row is anchored so that its base line comes out right: libass centres the box of all its fonts. */
const anchorPx = (row: Row, faces: readonly CaptionFace[]): number => {
  const ascent = Math.max(...faces.map((face) => face.ascentEm));
  const descent = Math.max(...faces.map((face) => face.descentEm));
  return row.baselinePx - ((ascent - descent) / 2) * row.emPx;
};

type Painter = { readonly fonts: CaptionFonts; readonly baseEmPx: number };

const colourOf = (word: number, active: number): string =>
  word === active ? activeColour : word % 2 === 0 ? textColours[0] : textColours[1];

/** A comma whose emoji could not be drawn moves up to the word before. */
const isRemnant = (text: string, drawable: string): boolean =>
  /^\p{Po}+$/u.test(drawable) && !text.startsWith(drawable);

/** The text of a row with our own tags: a face per run, and a colour per word where one is active. */
const paintRow = (row: Row, { fonts, baseEmPx }: Painter, active: number | undefined): string => {
  const faces = new Set<CaptionFace>();
  let face: CaptionFace = fonts.faces[0];
  let text = '';
  for (const [index, piece] of row.pieces.entries()) {
    const drawable = drawableText(piece.text, fonts);
    if (index > 0 && piece.spaceBefore && !isRemnant(piece.text, drawable)) {
      text += ' ';
    }
    if (active !== undefined) {
      text += `{\\1c${colourOf(piece.word, active)}}`;
    }
    for (const run of faceRuns(drawable, fonts)) {
      faces.add(run.face);
      if (run.face !== face) {
        face = run.face;
        text += `{\\fn${face.family}\\fs${number(assFontSize(face, row.emPx))}}`;
      }
      text += escapeAssText(run.text);
    }
  }
  const size = row.emPx === baseEmPx ? '' : `\\fs${number(assFontSize(fonts.faces[0], row.emPx))}`;
  return `{\\pos(${number(row.xPx)},${number(anchorPx(row, [...faces]))})${size}}${text}`;
};

/** The same row in black, blurred and a little lower: it lifts the text off any picture. */
const shadowTags = (emPx: number): string =>
  `{\\1c&H000000&\\3c&H000000&\\1a&H60&\\3a&H60&\\blur${number(emPx * shadowBlurEm)}}`;

const event = (layer: number, times: readonly [number, number], text: string): string =>
  `Dialogue: ${layer},${clock(times[0])},${clock(times[1])},Caption,,0,0,0,,${text}`;

/** When each word of a cue is the active one, in centiseconds; together they fill the cue. */
const activeSpans = (cue: Cue): { readonly word: number; readonly times: readonly [number, number] }[] => {
  const words = cue.lines.flat();
  const starts = words.map((word, index) =>
    toCentiseconds(index === 0 ? cue.startSec : Math.min(Math.max(word.startSec, cue.startSec), cue.endSec)),
  );
  const end = toCentiseconds(cue.endSec);
  return starts
    .map((start, word) => ({ word, times: [start, starts[word + 1] ?? end] as const }))
    .filter(({ times }) => times[1] > times[0]);
};

const paintCue = (cue: Cue, options: AssOptions, emPx: number): string[] => {
  const { band } = captionLook(options);
  const { fonts, measure, widthPx, style } = options;
  const lineHeight = Math.max(...fonts.faces.map((face) => face.lineHeightEm));
  const rowHeightEm = Math.min(rowHeight.most, Math.max(rowHeight.least, lineHeight));
  const limits = {
    maxWidthEm: captionLook(options).maxLineWidthPx / emPx,
    maxHeightEm: (band.bottomPx - band.topPx) / emPx,
    rowHeightEm,
  };
  const drawnWidth = (text: string) =>
    drawableText(text, fonts).trim() === '' && text !== ' ' ? 0 : measure(text);
  const layout = layoutRows(cue.lines, limits, drawnWidth);
  const size = emPx * layout.scale;
  const firstMiddle = (band.topPx + band.bottomPx) / 2 - ((layout.rows.length - 1) / 2) * rowHeightEm * size;
  const whole = [toCentiseconds(cue.startSec), toCentiseconds(cue.endSec)] as const;
  const events: string[] = [];
  for (const [index, pieces] of layout.rows.entries()) {
    const baselinePx = firstMiddle + index * rowHeightEm * size + middleOfLettersEm * size;
    const row = { pieces, emPx: size, xPx: widthPx / 2, baselinePx };
    const painter = { fonts, baseEmPx: emPx };
    const shadow = { ...row, baselinePx: baselinePx + shadowEm * size };
    events.push(event(0, whole, `${shadowTags(size)}${paintRow(shadow, painter, undefined)}`));
    const ownWords = new Set(pieces.map((piece) => piece.word));
    const spans = style === 'karaoke' ? activeSpans(cue).filter(({ word }) => ownWords.has(word)) : [];
    events.push(...paintSpans(row, painter, { whole, spans }));
  }
  return events;
};

type Spans = { readonly whole: readonly [number, number]; readonly spans: ReturnType<typeof activeSpans> };

/** One event for every word while it is active, and one for the time before and after. */
const paintSpans = (row: Row, painter: Painter, { whole, spans }: Spans): string[] => {
  const events: string[] = [];
  const none = spans.length === 0 ? undefined : -1;
  let [position] = whole;
  for (const { word, times } of spans) {
    if (times[0] > position) {
      events.push(event(1, [position, times[0]], paintRow(row, painter, none)));
    }
    events.push(event(1, times, paintRow(row, painter, word)));
    position = times[1];
  }
  if (position < whole[1]) {
    events.push(event(1, [position, whole[1]], paintRow(row, painter, none)));
  }
  return events;
};

/**
 * Captions as a script for libass, drawn inside the band of `captionBand`. The script's words are text and nothing
 * else: only tags written here are tags. Needs `fontsdir` to hold the files of `fonts.faces`.
 */
export const toAss = (options: AssOptions): string => {
  const emPx = captionLook(options).fontSizePx;
  const cues = options.style === 'none' ? [] : options.cues;
  const events = cues.flatMap((cue) => paintCue(cue, options, emPx));
  return `${[...header(options, emPx), ...events].join('\n')}\n`;
};
