import type { FrameSize } from '../render/frame.js';
import { type Box, roundedBox } from './ass-shapes.js';
import { assClock, assColour, assNumber, toCentiseconds } from './ass-text.js';
import type { CaptionLookChanges, CaptionStyle, Platform } from './caption-style.js';
import type { Cue } from './cue.js';
import type { CaptionFonts } from './font-choice.js';
import { captionLook } from './look.js';
import type { TextMeasure } from './measure.js';
import { assFontSize, type Painter, paintPopped, paintRow } from './paint-row.js';
import { type PlacedPiece, type PlacedRow, placeCue } from './place-cue.js';
import { directionOf } from './text-direction.js';

export type AssOptions = FrameSize & {
  readonly cues: readonly Cue[];
  readonly style: CaptionStyle;
  readonly look?: CaptionLookChanges;
  readonly platform?: Platform;
  readonly fonts: CaptionFonts;
  readonly measure: TextMeasure;
};

/** A cue and where its words are drawn. */
export type PlacedCue = { readonly cue: Cue; readonly rows: readonly PlacedRow[] };

/** Bottom to top. */
const layers = { lineBox: 0, shadow: 1, wordBox: 2, text: 3, popped: 4 } as const;

const shadowBlur = 2.2;
const haloBlurEm = 0.2;

const header = ({ widthPx, heightPx }: AssOptions, { look, fonts }: Painter): string[] => {
  const [face] = fonts.faces;
  const size = assNumber(assFontSize(face, look.fontSizePx));
  const outline = assColour(look.outlineColour).slice(2, 8);
  const bold = face.bold ? -1 : 0;
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
    `Style: Caption,${face.family},${size},&H00${assColour(look.colour).slice(2, 8)},&H00FFFFFF,&H00${outline},&H00000000,${bold},0,0,0,100,100,0,0,1,${assNumber(look.fontSizePx * look.outlineEm)},0,5,0,0,0,-1`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
  ];
};

type Times = readonly [from: number, until: number];

const event = (layer: number, times: Times, text: string): string =>
  `Dialogue: ${layer},${assClock(times[0])},${assClock(times[1])},Caption,,0,0,0,,${text}`;

/** The same row in black, blurred and a little lower: it lifts the text off any picture. */
const paintShadow = (row: PlacedRow, painter: Painter): string | undefined => {
  const { shadowEm, haloEm } = painter.look;
  if (shadowEm === 0) {
    return undefined;
  }
  const { emPx } = row;
  const blur = haloEm === 0 ? shadowEm * shadowBlur : haloBlurEm;
  const halo = haloEm === 0 ? '' : `\\bord${assNumber(haloEm * emPx)}`;
  const alpha = haloEm === 0 ? '60' : '48';
  const lower = { ...row, baselinePx: row.baselinePx + shadowEm * emPx };
  const tags = `\\1c&H000000&\\3c&H000000&\\1a&H${alpha}&\\3a&H${alpha}&\\blur${assNumber(blur * emPx)}${halo}`;
  return `{${tags}}${paintRow(lower, painter, undefined)}`;
};

type Span = { readonly word: number; readonly times: Times };

/** When each word of a cue is the active one, in centiseconds; together they fill the cue. */
const activeSpans = (cue: Cue): Span[] => {
  const words = cue.lines.flat();
  const starts = words.map((word, index) =>
    toCentiseconds(index === 0 ? cue.startSec : Math.min(Math.max(word.startSec, cue.startSec), cue.endSec)),
  );
  const end = toCentiseconds(cue.endSec);
  return starts
    .map((start, word) => ({ word, times: [start, starts[word + 1] ?? end] as const }))
    .filter(({ times }) => times[1] > times[0]);
};

/** How far boxes reach beyond letters, and how round they are, in ems. */
const wordPadEm = 0.15;
const linePadEm = 0.3;
const radiusEm = 0.22;
/** A box stands a little lower than capitals, for the letters that reach below the line; and air is left between rows. */
const boxDropEm = 0.04;
const boxPart = 0.9;

const boxAround = (leftPx: number, rightPx: number, row: PlacedRow, padEm: number): Box => {
  const heightPx = row.rowHeightPx * boxPart;
  const padPx = padEm * row.emPx;
  return {
    leftPx: leftPx - padPx,
    topPx: row.middlePx + boxDropEm * row.emPx - heightPx / 2,
    widthPx: rightPx - leftPx + 2 * padPx,
    heightPx,
  };
};

const paintWordBox = (piece: PlacedPiece, row: PlacedRow, colour: string): string => {
  // Where words are not parted by spaces, a wide box would cover its neighbours.
  const isParted = row.pieces.every((other, index) => index === 0 || other.spaceBefore);
  const box = boxAround(
    piece.leftPx,
    piece.leftPx + piece.widthPx,
    row,
    isParted ? wordPadEm : wordPadEm / 3,
  );
  return roundedBox(box, radiusEm * row.emPx, assColour(colour));
};

const paintLineBox = (row: PlacedRow, colour: string): string => {
  const left = Math.min(...row.pieces.map((piece) => piece.leftPx));
  const right = Math.max(...row.pieces.map((piece) => piece.leftPx + piece.widthPx));
  return roundedBox(boxAround(left, right, row, linePadEm), radiusEm * row.emPx, assColour(colour));
};

const paintActive = (piece: PlacedPiece, row: PlacedRow, times: Times, painter: Painter): string[] => {
  const { active, wordBox } = painter.look;
  if (active === 'box' && wordBox !== undefined) {
    return [event(layers.wordBox, times, paintWordBox(piece, row, wordBox))];
  }
  return active === 'pop' && piece.emoji.length === 0
    ? [event(layers.popped, times, paintPopped(piece, row, painter))]
    : [];
};

/** One event for every word while it is active, and one for the time before and after. */
const paintSpans = (row: PlacedRow, painter: Painter, whole: Times, spans: readonly Span[]): string[] => {
  const events: string[] = [];
  const { active } = painter.look;
  const still = { active: undefined, hidden: undefined };
  let [position] = whole;
  for (const { word, times } of spans) {
    if (times[0] > position) {
      events.push(event(layers.text, [position, times[0]], paintRow(row, painter, still)));
    }
    const marked = row.pieces
      .filter((piece) => piece.word === word)
      .map((piece) => paintActive(piece, row, times, painter));
    const isPopped = active === 'pop' && marked.flat().length > 0;
    const inks = { active: word, hidden: isPopped ? word : undefined };
    events.push(...marked.flat(), event(layers.text, times, paintRow(row, painter, inks)));
    position = times[1];
  }
  if (position < whole[1]) {
    events.push(event(layers.text, [position, whole[1]], paintRow(row, painter, still)));
  }
  return events;
};

const paintCue = ({ cue, rows }: PlacedCue, painter: Painter): string[] => {
  const { look } = painter;
  const whole = [toCentiseconds(cue.startSec), toCentiseconds(cue.endSec)] as const;
  const spans = look.active === 'none' ? [] : activeSpans(cue);
  return rows.flatMap((row) => {
    const shadow = paintShadow(row, painter);
    const own = new Set(row.pieces.map((piece) => piece.word));
    return [
      ...(look.lineBox === undefined ? [] : [event(layers.lineBox, whole, paintLineBox(row, look.lineBox))]),
      ...(shadow === undefined ? [] : [event(layers.shadow, whole, shadow)]),
      ...(spans.length === 0
        ? [event(layers.text, whole, paintRow(row, painter, undefined))]
        : paintSpans(
            row,
            painter,
            whole,
            spans.filter(({ word }) => own.has(word)),
          )),
    ];
  });
};

/** Where the words of every cue are drawn. Lines run the way most letters of all cues do. */
export const placeCues = (options: AssOptions): PlacedCue[] => {
  const cues = options.style === 'none' ? [] : options.cues;
  const look = captionLook(options);
  const text = cues
    .map((cue) =>
      cue.lines
        .flat()
        .map((word) => word.text)
        .join(' '),
    )
    .join(' ');
  const direction = directionOf(text);
  const { fonts, measure } = options;
  return cues.map((cue) => ({ cue, rows: placeCue(cue, direction, { look, fonts, measure }) }));
};

/**
 * Captions as a script for libass, drawn inside the band of `captionBand`. The script's words are text and nothing
 * else: only tags written here are tags. Needs `fontsdir` to hold the files of `fonts.faces`; emoji are left as room
 * for pictures (`drawEmojiLayer`).
 */
export const toAss = (options: AssOptions, placed: readonly PlacedCue[] = placeCues(options)): string => {
  const painter = { look: captionLook(options), fonts: options.fonts, measure: options.measure };
  const events = placed.flatMap((cue) => paintCue(cue, painter));
  return `${[...header(options, painter), ...events].join('\n')}\n`;
};
