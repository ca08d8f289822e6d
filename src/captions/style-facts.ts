import type { CaptionStyle } from './caption-style.js';

/** How the word that is being spoken stands out. */
export type ActiveMark = 'none' | 'colour' | 'pop' | 'box';

/** What a style is by itself, before any change of its look. Lengths in ems. */
export type StyleFacts = {
  /** Size relative to the frame's caption size. */
  readonly size: number;
  readonly maxRows: 1 | 2;
  readonly active: ActiveMark;
  readonly colour: string;
  readonly activeColour: string | undefined;
  /** Of the box behind the active word. */
  readonly wordBox: string | undefined;
  readonly outlineColour: string;
  readonly outlineEm: number;
  readonly shadowEm: number;
  /** Widens and softens the shadow to a halo, where no outline lifts the letters off the picture. */
  readonly haloEm: number;
  /** Space between words, relative to the font's own. */
  readonly gap: number;
  readonly font: 'Montserrat' | 'Anton' | 'Inter';
  readonly weight: 'heavy' | 'regular';
  readonly letterCase: 'as-written' | 'upper';
  readonly wordsPerLine: number | undefined;
};

const plain: StyleFacts = {
  size: 1,
  maxRows: 2,
  active: 'none',
  colour: '#ffffff',
  activeColour: undefined,
  wordBox: undefined,
  outlineColour: '#0a0f14',
  outlineEm: 0.075,
  shadowEm: 0.05,
  haloEm: 0,
  gap: 1,
  font: 'Montserrat',
  weight: 'heavy',
  letterCase: 'as-written',
  wordsPerLine: undefined,
};

/** Plain lines are read rather than glanced at, and are set a little smaller. */
const classic: StyleFacts = { ...plain, size: 0.86 };

export const styleFacts: Readonly<Record<CaptionStyle, StyleFacts>> = {
  karaoke: { ...plain, active: 'colour', activeColour: '#ffdc3d' },
  classic,
  // The larger word needs room beside it, since its neighbours stay where they are.
  pop: { ...plain, active: 'pop', activeColour: '#5dff9b', outlineEm: 0.085, gap: 1.45 },
  box: { ...plain, size: 0.94, active: 'box', wordBox: '#6d3bff', outlineEm: 0.05, gap: 1.35 },
  'one-word': {
    ...plain,
    size: 1.65,
    maxRows: 1,
    font: 'Anton',
    letterCase: 'upper',
    outlineEm: 0.06,
    wordsPerLine: 1,
  },
  minimal: { ...plain, size: 0.66, outlineEm: 0, shadowEm: 0.02, haloEm: 0.1, weight: 'regular' },
  // Subtitle files are grouped as plain lines even where nothing is burned in.
  none: classic,
};
