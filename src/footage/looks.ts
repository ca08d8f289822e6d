/** How a picture looks, in 64 bits: for pictures that look alike, few of them differ. */
export type Looks = string;

/** The grid whose neighbours are compared. */
export const looksGrid = { width: 9, height: 8 } as const;

/**
 * Difference hash: each bit says whether a cell is brighter than the one to its right. Scaling, compression and a
 * change of brightness leave nearly all of them; https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html.
 *
 * @param rgba 9 x 8 pixels
 */
export const looksOf = (rgba: Uint8ClampedArray): Looks => {
  const brightness = (x: number, y: number): number => {
    const at = (y * looksGrid.width + x) * 4;
    return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  };
  let bits = '';
  for (let y = 0; y < looksGrid.height; y += 1) {
    for (let x = 0; x < looksGrid.width - 1; x += 1) {
      bits += brightness(x, y) > brightness(x + 1, y) ? '1' : '0';
    }
  }
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
};

const bitsIn = (value: bigint): number => [...value.toString(2)].filter((bit) => bit === '1').length;

/** In how many of the 64 bits two pictures differ. */
export const looksDistance = (one: Looks, other: Looks): number =>
  bitsIn(BigInt(`0x${one}`) ^ BigInt(`0x${other}`));

/** Differing in no more bits than this, two pictures are the same to a viewer: a crop, a frame a second later. */
const alikeBits = 8;

export const looksAlike = (one: Looks | undefined, other: Looks | undefined): boolean =>
  one !== undefined && other !== undefined && looksDistance(one, other) <= alikeBits;
