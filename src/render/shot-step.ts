import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { InputError } from '../errors/index.js';
import { pictureSchema } from '../footage/visual.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import { type ClipColour, clipColourOf } from './clip-colour.js';
import { encoderNames } from './encoders/encoder.js';
import { isHardware } from './encoders/hardware.js';
import { qualities } from './encoding.js';
import type { Ffmpeg, FfmpegLocator } from './ffmpeg/ffmpeg.js';
import { giveName } from './ffmpeg/give-name.js';
import { describeMedia } from './ffmpeg/probe.js';
import { type PictureFaults, parsePictureFaults, pictureFaultsSchema } from './picture-checks.js';
import { cutShot } from './shot/cut-shot.js';
import { edgeBorders, type Piece, pieceSchema } from './shot/edges.js';
import { emojiOverlaySchema } from './shot/emoji-overlay.js';
import { layoutScale, scaleBand } from './shot/layout-scale.js';
import { captionsName, fontsName, planShot, type ShotPlan } from './shot/plan.js';
import { drawScrim, type Scrim, scrimExtent } from './shot/scrim.js';
import { stillMotions } from './transition.js';

const captionsSchema = z.strictObject({
  /** An ASS file that only names fonts of `fonts`. */
  ass: artifactSchema,
  fonts: z.array(artifactSchema).max(32),
  /** Where the captions stand; stills and clips are shaded there so that the words read. */
  band: z.strictObject({ topPx: z.int().min(0), bottomPx: z.int().positive() }).optional(),
  emoji: emojiOverlaySchema.optional(),
});

export const shotInputSchema = z.strictObject({
  picture: pictureSchema,
  /** How a still moves; cards and clips move by themselves. */
  motion: z.enum(stillMotions),
  frameCount: z.int().min(1).max(100_000),
  framesPerSec: z.int().min(1).max(60),
  widthPx: z.int().min(64).max(4_096).multipleOf(2),
  heightPx: z.int().min(64).max(4_096).multipleOf(2),
  /** The frame that layers, captions and emoji were laid out in, of the same shape; the shot's own where absent. */
  layout: z
    .strictObject({ widthPx: z.int().min(64).max(4_096), heightPx: z.int().min(64).max(4_096) })
    .optional(),
  quality: z.enum(qualities),
  /** libx264 where absent. */
  encoder: z.enum(encoderNames).optional(),
  captions: captionsSchema.optional(),
  /** `Ffmpeg.version`: another version draws other bytes. */
  ffmpegVersion: z.string(),
});
export type ShotInput = z.infer<typeof shotInputSchema>;

export const shotOutputSchema = z.strictObject({
  /** Its first and last frames, where it is long enough for transitions; see `edgeFrames`. */
  head: pieceSchema.optional(),
  body: pieceSchema,
  tail: pieceSchema.optional(),
  /** Where it is black or stands still; its times. */
  faults: pictureFaultsSchema,
  frameCount: z.int(),
  durationSec: z.number(),
  /** Parts of the clip could not be decoded; what stood before them was shown instead. */
  bridged: z.boolean(),
});
export type ShotOutput = z.infer<typeof shotOutputSchema>;

/** Lays captions and their fonts out in the work directory, under names of our own. */
const placeCaptions = async (captions: ShotInput['captions'], context: StepContext): Promise<void> => {
  if (captions === undefined) {
    return;
  }
  const fontDirectory = join(context.workDirectory, fontsName);
  await mkdir(fontDirectory, { recursive: true });
  await giveName(context.artifacts.pathOf(captions.ass), join(context.workDirectory, captionsName));
  for (const [index, font] of captions.fonts.entries()) {
    await giveName(
      context.artifacts.pathOf(font),
      join(fontDirectory, `font-${index}.${font.extension === 'otf' ? 'otf' : 'ttf'}`),
    );
  }
};

/** Cards keep their own text out of the caption band and are calm there: only stills and clips are shaded. */
const placeScrim = async (input: ShotInput, context: StepContext): Promise<Scrim | undefined> => {
  const planned = input.captions?.band;
  if (planned === undefined || input.picture.kind === 'card') {
    return undefined;
  }
  const band = scaleBand(planned, layoutScale(input));
  const file = join(context.workDirectory, 'scrim.rgba');
  await writeFile(file, drawScrim(input, band));
  return { file, ...scrimExtent(input, band) };
};

/** How a clip stores its colours: as it was found when the clip was looked into, or found out now. */
const readClipColour = async (
  input: ShotInput,
  ffmpeg: Ffmpeg,
  context: StepContext,
): Promise<ClipColour> => {
  const { picture } = input;
  if (picture.kind !== 'clip') {
    return 'video';
  }
  const colour =
    picture.colour ?? (await lookUpColour(context.artifacts.pathOf(picture.file), ffmpeg, context));
  // HDR can only be mapped by an ffmpeg with these.
  const canMap = ffmpeg.filters.has('zscale') && ffmpeg.filters.has('tonemap');
  return colour === 'hdr' && !canMap ? 'video' : colour;
};

const lookUpColour = async (file: string, ffmpeg: Ffmpeg, context: StepContext): Promise<ClipColour> => {
  const described = await describeMedia(ffmpeg, file, context);
  if (described?.video === undefined) {
    throw new InputError('FOOTAGE_UNREADABLE', 'The clip holds no picture that is accepted.', {
      hint: 'Choose another clip, or convert it to H.264 in MP4.',
    });
  }
  return clipColourOf(described.transfer, described.video);
};

/**
 * Everything that ffmpeg is asked for this shot, its files laid out in the work directory.
 *
 * @param checked Whether the composed frames are looked at on their way.
 */
export const composeShot = async (
  input: ShotInput,
  ffmpeg: Ffmpeg,
  context: StepContext,
  checked = false,
): Promise<ShotPlan> => {
  await placeCaptions(input.captions, context);
  const scrim = await placeScrim(input, context);
  return planShot({
    shot: input,
    picture: input.picture,
    motion: input.motion,
    clipColour: await readClipColour(input, ffmpeg, context),
    captions: input.captions !== undefined,
    ...(input.captions?.emoji === undefined ? {} : { emoji: input.captions.emoji }),
    ...(scrim === undefined ? {} : { scrim }),
    checked,
    pathOf: (artifact) => context.artifacts.pathOf(artifact),
  });
};

type Encoded = { readonly file: string; readonly faults: PictureFaults | undefined };

/** Cuts the encoded shot into its pieces and keeps them. */
const publishPieces = async (
  encoded: Encoded,
  input: ShotInput,
  ffmpeg: Ffmpeg,
  context: StepContext,
): Promise<Pick<ShotOutput, 'head' | 'body' | 'tail' | 'faults'>> => {
  const { frameCount: count, framesPerSec, widthPx, heightPx } = input;
  const shot = {
    ...encoded,
    frameCount: count,
    framesPerSec,
    widthPx,
    heightPx,
    borders: edgeBorders(input),
  };
  const pieces: Piece[] = [];
  const cut = await cutShot(ffmpeg, shot, context);
  for (const { file: piece, frameCount } of cut.pieces) {
    pieces.push({ video: await context.artifacts.publish(piece, 'mp4'), frameCount });
  }
  const [first, second, third] = pieces;
  if (first === undefined) {
    throw new RangeError('A shot has at least one piece.');
  }
  const { faults } = cut;
  return second === undefined ? { body: first, faults } : { head: first, body: second, tail: third, faults };
};

/** What ffmpeg says of packets that it had to leave out; a clip begun amid a group of pictures says other things. */
const undecodable = /Error submitting packet to decoder|error while decoding/i;

/**
 * Encodes one scene, captions burned in, in one pass, and cuts off its ends, so that a transition can replace them.
 * The slowest step of a film, and the one worth keeping.
 */
export const createShotStep = (locator: FfmpegLocator): StepDefinition<ShotInput, ShotOutput> => ({
  kind: 'shot',
  version: 7,
  input: shotInputSchema,
  output: shotOutputSchema,
  pool: 'cpu',
  units: (input) => input.frameCount / input.framesPerSec,
  run: async (input, context) => {
    const ffmpeg = await locator.get(context.signal);
    const durationSec = input.frameCount / input.framesPerSec;
    // What a card of unknown make and driver writes is decoded in full afterwards; encoders of software are trusted.
    const hardware = isHardware(input.encoder);
    const plan = await composeShot(input, ffmpeg, context, !hardware);
    const outputFile = join(context.workDirectory, 'shot.mp4');
    const { stderr } = await ffmpeg.run({
      stage: 'shot',
      ...plan,
      outputFile,
      usesGraphicsCard: hardware,
      logLevel: 'info',
      workDirectory: context.workDirectory,
      signal: context.signal,
      expectedDurationSec: durationSec,
      onProgress: (fraction) => context.reportProgress(fraction),
    });
    const faults = hardware ? undefined : parsePictureFaults(stderr, durationSec);
    const pieces = await publishPieces({ file: outputFile, faults }, input, ffmpeg, context);
    return { ...pieces, frameCount: input.frameCount, durationSec, bridged: undecodable.test(stderr) };
  },
});
