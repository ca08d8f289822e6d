/**
 * Base from, base to, three or four blobs, accent, second accent.
 * Accents carry small text, so `textLuminanceLimit` decides how bright (or dark) the ground under text may be.
 */
export type Variant = readonly [
  baseFrom: string,
  baseTo: string,
  blobs: readonly string[],
  accent: string,
  accentTwo: string,
];

export type Family = {
  readonly name: string;
  readonly tone: 'dark' | 'light';
  readonly ink: string;
  readonly variants: readonly [Variant, Variant, Variant, ...Variant[]];
};

/** Chosen by eye; one family serves one film, its variants the scenes. */
export const families: readonly [Family, ...Family[]] = [
  {
    name: 'midnight',
    tone: 'dark',
    ink: '#ffffff',
    variants: [
      ['#0b1026', '#1b1f5e', ['#5b2be0', '#0096e6', '#e83e84'], '#ffd166', '#ffb3c6'],
      ['#0a0f2c', '#231a5c', ['#7a3cff', '#e0447e', '#1d4ed8'], '#ffd166', '#7fd8ff'],
      ['#081229', '#12326b', ['#0077d9', '#6d3bef', '#12b5c9'], '#ffcf70', '#a5f0e4'],
      ['#120b2b', '#3a1560', ['#d63384', '#5b2be0', '#ff7a59'], '#ffd98a', '#ffb3d9'],
    ],
  },
  {
    name: 'forest',
    tone: 'dark',
    ink: '#f6fffa',
    variants: [
      ['#06251f', '#0b3d33', ['#1fab89', '#4cbf8a', '#0d6f63'], '#ffe066', '#b6f2c8'],
      ['#071f1c', '#12403a', ['#2aa876', '#88b94c', '#0b7285'], '#ffe48a', '#a9f0d1'],
      ['#0a231a', '#1d4a2c', ['#5da34a', '#1fab89', '#b5a642'], '#fff0a6', '#c7f2a4'],
    ],
  },
  {
    name: 'ember',
    tone: 'dark',
    ink: '#fffaf5',
    variants: [
      ['#1c0b12', '#4a0f22', ['#e4343b', '#ff8a3c', '#7a1fa2'], '#ffd79a', '#ffbfa3'],
      ['#210c0c', '#55160e', ['#ff6b35', '#c9184a', '#f7a531'], '#ffe0a8', '#ffc4a3'],
      ['#1d0a1a', '#4c1036', ['#d81e5b', '#ff7043', '#6a1b9a'], '#ffd6a5', '#ffbccb'],
    ],
  },
  {
    name: 'ocean',
    tone: 'dark',
    ink: '#f5fcff',
    variants: [
      ['#041c32', '#063a52', ['#0a6ebd', '#12a5b8', '#3454d1'], '#8ff2d6', '#ffe29a'],
      ['#031a2b', '#0a3d62', ['#1289a7', '#0652dd', '#2bc0a4'], '#9df0e0', '#ffd8a8'],
      ['#061a3a', '#0b4f6c', ['#01baef', '#2f6fde', '#5f4bb6'], '#b8f5e1', '#ffe0a3'],
    ],
  },
  {
    name: 'orchid',
    tone: 'dark',
    ink: '#fff9ff',
    variants: [
      ['#1a0b2e', '#3a1462', ['#8b2fc9', '#f0559a', '#4361ee'], '#ffcde3', '#ffe08a'],
      ['#1f0a2c', '#4a1259', ['#c026d3', '#7c3aed', '#fb7185'], '#ffd0e6', '#b9e6ff'],
      ['#150d33', '#2f1b70', ['#6d4aff', '#d946a6', '#2aa4d8'], '#ffcdea', '#c4f1ff'],
      ['#240a26', '#54103f', ['#e0398c', '#8b2fc9', '#ff8a5b'], '#ffd9b8', '#ffc2e2'],
    ],
  },
  {
    name: 'graphite',
    tone: 'dark',
    ink: '#ffffff',
    variants: [
      ['#101217', '#1f2532', ['#3d5afe', '#00b58a', '#6f4fb0'], '#a6ffb8', '#8fd0ff'],
      ['#121216', '#2a2430', ['#f0476a', '#6d5acf', '#f2a541'], '#ffe08f', '#ffbcc8'],
      ['#0f1416', '#1c2f33', ['#0fa3b1', '#3d5afe', '#7bc96f'], '#c0ffd9', '#8fe6ff'],
    ],
  },
  {
    name: 'canyon',
    tone: 'dark',
    ink: '#fffaf3',
    variants: [
      ['#2a130b', '#5a2412', ['#c8553d', '#f28f3b', '#4f8a8b'], '#ffe0b5', '#9ff0e0'],
      ['#24110f', '#5c1f24', ['#d1495b', '#edae49', '#00798c'], '#ffe3ad', '#a8ecf0'],
      ['#20160c', '#543a13', ['#d98e04', '#b3541e', '#3f7d58'], '#fff0c2', '#c4f0c0'],
    ],
  },
  {
    name: 'aurora',
    tone: 'dark',
    ink: '#f8fffd',
    variants: [
      ['#07122b', '#0d2b45', ['#2ec4b6', '#7b2ff7', '#14746f'], '#d5f77d', '#9be7ff'],
      ['#0a1030', '#1b2a63', ['#00c49a', '#4f46e5', '#c04df9'], '#d9ff9e', '#ffc6f2'],
      ['#06161f', '#0b3b3c', ['#20c997', '#1c7ed6', '#845ef7'], '#e3ff9c', '#a8f5ff'],
    ],
  },
  {
    name: 'peach',
    tone: 'light',
    ink: '#2b1b17',
    variants: [
      ['#fff3e6', '#ffe3c8', ['#ffa37a', '#ffd873', '#9bdbe3'], '#9a2c0c', '#0d5c75'],
      ['#fff1ea', '#ffdcd2', ['#ff9a8b', '#ffc9a3', '#c5b3ff'], '#96253a', '#4a2d8f'],
      ['#fff7e3', '#ffecb8', ['#ffcf56', '#ffb27d', '#a8e6cf'], '#8f3a00', '#0b5c4a'],
    ],
  },
  {
    name: 'meadow',
    tone: 'light',
    ink: '#0c2a25',
    variants: [
      ['#f2fbf5', '#dcf4e8', ['#8fe0c0', '#a7d8ff', '#f6e58d'], '#07543d', '#1d4a8a'],
      ['#f4fbee', '#e3f4cf', ['#bce784', '#8fe3cf', '#ffe29a'], '#2c5208', '#0b5563'],
      ['#effafa', '#d3f1f2', ['#8ad9e0', '#a4c8ff', '#c3f0ca'], '#08505c', '#3a3a94'],
    ],
  },
  {
    name: 'lilac',
    tone: 'light',
    ink: '#20123d',
    variants: [
      ['#f8f3ff', '#e9e0ff', ['#c7b0ff', '#ffb8d9', '#a8e0ff'], '#5a1699', '#8c1a55'],
      ['#fff2f9', '#ffdff0', ['#ffa8d2', '#ffd0a8', '#cdb8ff'], '#8c1356', '#4b2596'],
      ['#f1f4ff', '#dde5ff', ['#a9bcff', '#b6ecff', '#e0bcff'], '#2c2f9c', '#6a1a86'],
    ],
  },
];
