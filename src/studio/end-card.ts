import { choosePalette } from '../footage/cards/palettes.js';
import type { CardSpec } from '../footage/cards/spec.js';
import { emojiCredit } from '../footage/emoji-credit.js';
import type { Credit } from '../footage/visual.js';
import type { ShotOutput } from '../render/shot-step.js';
import { mergeCredits } from './credits.js';
import type { FilmSetting } from './make-scene.js';
import type { Timeline } from './timeline.js';

/** Long enough to be read by whoever looks for a name. */
const endCardSec = 3;

export const endCardFrames = (framesPerSec: number): number => Math.round(endCardSec * framesPerSec);

/** The same timeline with room for the credits after the last scene. */
export const withEndCard = (timeline: Timeline, framesPerSec: number): Timeline => {
  const frameCount = timeline.frameCount + endCardFrames(framesPerSec);
  return { ...timeline, frameCount, durationSec: frameCount / framesPerSec };
};

const longestLine = 78;

/** Kinds of credits with their names and the emoji before them: camera, microphone, note and palette. */
const headings: readonly (readonly [Credit['kind'], string, string])[] = [
  ['picture', 'Pictures', '1f4f7'],
  ['voice', 'Voice', '1f3a4'],
  ['music', 'Music', '1f3b5'],
  ['illustration', 'Illustrations', '1f3a8'],
];

/** As many names as a line holds; the credits file has them all. */
const toLine = (heading: string, names: readonly string[]): string => {
  for (let shown = names.length; shown > 0; shown -= 1) {
    const rest = names.length - shown;
    const line = `${heading}: ${names.slice(0, shown).join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
    if (line.length <= longestLine) {
      return line;
    }
  }
  return `${heading}: ${[...(names[0] ?? '')].slice(0, longestLine - heading.length - 3).join('')}…`;
};

/** Who is named for a credit: its author and how it is licensed, or what it is called. */
const nameOf = ({ title, author, licence, attribution }: Credit): string =>
  author === undefined ? title : attribution === undefined ? author : `${author} (${licence})`;

/** What the card says: at most four lines of names, that of its own emoji among them. */
export const endCardSpec = (credits: readonly Credit[]): CardSpec => {
  const merged = mergeCredits([...credits, emojiCredit]);
  const lines = headings.flatMap(([kind, heading, emoji]) => {
    const names = [...new Set(merged.filter((credit) => credit.kind === kind).map(nameOf))];
    return names.length === 0 ? [] : [{ text: toLine(heading, names), emoji }];
  });
  return lines.length < 2
    ? { style: 'statement', language: 'en', headline: lines[0]?.text ?? 'Credits' }
    : { style: 'list', language: 'en', heading: 'Credits', items: lines };
};

export type EndCard = {
  readonly shot: ShotOutput;
  /** Of what the card itself shows. */
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

/** The shot of the credits, for the end of the film. */
export const makeEndCard = async (credits: readonly Credit[], setting: FilmSetting): Promise<EndCard> => {
  const { storyboard, frame, size, parts, step, captions, encoder, ffmpegVersion } = setting;
  const { framesPerSec, quality, seed, platform, scenes } = storyboard;
  const frameCount = endCardFrames(framesPerSec);
  const drawn = await step.run(parts.steps.drawCard, {
    spec: endCardSpec(credits),
    palette: choosePalette({ seed, sceneIndex: scenes.length }),
    ...frame,
    ...{ framesPerSec, frameCount, platform, seed },
    fontPacks: [...captions.fontPacks],
  });
  const shot = await step.run(parts.steps.shot, {
    picture: drawn.picture,
    motion: 'automatic',
    ...{ frameCount, framesPerSec, quality, encoder, ffmpegVersion },
    ...size,
    ...(size.widthPx === frame.widthPx ? {} : { layout: frame }),
  });
  return { shot, credits: drawn.credits, degraded: drawn.degraded };
};
