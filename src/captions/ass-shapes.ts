/** A rectangle in frame pixels. */
export type Box = {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** Drawing units a pixel: `\p4` counts in eighths, and versions of libass differ in whether they read fractions. */
const unitsPerPx = 8;
/** How far the handles of a cubic curve stand off for a quarter of a circle: 4/3 (sqrt 2 - 1). */
const quarterCircle = 0.5523;

/** A filled rectangle with round corners, as a drawing of libass. `colour` is in its notation. */
export const roundedBox = (box: Box, radiusPx: number, colour: string): string => {
  const unit = (value: number): number => Math.round(value * unitsPerPx);
  const [w, h] = [unit(box.widthPx), unit(box.heightPx)];
  const r = Math.min(unit(radiusPx), Math.floor(Math.min(w, h) / 2));
  const k = Math.round(r * (1 - quarterCircle));
  const outline = [
    `m ${r} 0 l ${w - r} 0 b ${w - k} 0 ${w} ${k} ${w} ${r}`,
    `l ${w} ${h - r} b ${w} ${h - k} ${w - k} ${h} ${w - r} ${h}`,
    `l ${r} ${h} b ${k} ${h} 0 ${h - k} 0 ${h - r}`,
    `l 0 ${r} b 0 ${k} ${k} 0 ${r} 0`,
  ].join(' ');
  const at = `\\an7\\pos(${box.leftPx.toFixed(2)},${box.topPx.toFixed(2)})`;
  return `{${at}\\bord0\\shad0\\1c${colour}\\p4}${outline}{\\p0}`;
};
