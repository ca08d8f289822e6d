import type { HarmonisedBar, Note } from './note.js';
import type { PartStyle } from './style.js';

type DrumPart = Extract<PartStyle, { role: 'drums' }>;

/** The kit through the whole piece, one array a bar; the last bar of a section leads over with a fill. */
export const drum = (
  part: DrumPart,
  bars: readonly HarmonisedBar[],
  firstPattern: number,
): readonly (readonly Note[])[] =>
  bars.map(({ bar }) => {
    const pattern = part.patterns[(firstPattern + bar.section) % part.patterns.length] ?? part.patterns[0];
    const fill = bar.lastOfSection && bar.beats === 4 ? part.fill : [];
    const fillFrom = Math.min(...fill.map(([at]) => at));
    return [...pattern.filter(([at]) => at < fillFrom), ...fill]
      .filter(([at]) => at < bar.beats)
      .map(([at, lengthBeats, accent, key]) => ({
        startBeat: bar.startBeat + at,
        lengthBeats,
        pitch: key ?? 42,
        accent,
      }));
  });
