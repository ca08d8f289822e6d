import { shiftCues, toSrt, toVtt } from '../captions/subtitles.js';
import { codecOf } from '../render/encoders/encoder.js';
import { findArtifacts } from '../steps/find-artifacts.js';
import type { RecordedStep } from '../steps/step-records.js';
import { mergeCredits, toCreditsText } from './credits.js';
import type { FilmParts } from './film-parts.js';
import type { MadeFilm } from './make-film.js';
import { type OutputFiles, writeOutputFiles } from './output.js';
import type { Storyboard } from './storyboard.js';
import type { FilmResult, FilmScene } from './studio.js';

export type Publication = {
  readonly storyboard: Storyboard;
  readonly made: MadeFilm;
  readonly files: OutputFiles;
  readonly steps: readonly RecordedStep[];
  readonly tally: Pick<FilmResult, 'stageSec' | 'reusedSteps' | 'ranSteps' | 'changes'>;
};

/** All cues in film time. */
const filmCues = ({ scenes, timeline }: MadeFilm) =>
  scenes.flatMap(({ cues }, index) => shiftCues(cues, timeline.scenes[index]?.startSec ?? 0));

/** What this very film was made of: tools, voices, and every step with the files that came out of it. */
const toLock = ({ made, steps }: Publication, version: string): string => {
  const lock = {
    reelwright: version,
    ffmpeg: made.ffmpegVersion,
    codec: codecOf(made.encoder),
    encoder: made.encoder,
    film: made.film.sha256,
    scenes: made.scenes.map(({ id, speech, frameCount, picture, shot }, index) => ({
      id,
      voice: `${speech.provider}/${speech.voice}`,
      frameCount,
      picture,
      shot: shot.body.video.sha256,
      transition: made.transitions.find(({ sceneIndex }) => sceneIndex === index)?.kind ?? 'cut',
    })),
    credits: mergeCredits(made.credits),
    steps: steps.map(({ kind, version: stepVersion, key, output }) => ({
      kind,
      version: stepVersion,
      key,
      artifacts: findArtifacts(output).map(({ sha256 }) => sha256),
    })),
  };
  return `${JSON.stringify(lock, undefined, 2)}\n`;
};

const filmScenes = ({ scenes, timeline }: MadeFilm, framesPerSec: number): FilmScene[] =>
  scenes.map(({ id, picture, footage, asset, frameCount }, index) => ({
    id,
    startSec: timeline.scenes[index]?.startSec ?? 0,
    durationSec: frameCount / framesPerSec,
    picture,
    ...(footage === undefined ? {} : { footage }),
    ...(asset === undefined ? {} : { asset }),
  }));

/** Copies the film out under its readable name, with everything that belongs beside it. */
export const publishFilm = async (
  publication: Publication,
  { parts, version }: { readonly parts: FilmParts; readonly version: string },
): Promise<FilmResult> => {
  const { storyboard, made, files, tally } = publication;
  const { stills } = made;
  const cues = filmCues(made);
  const credits = mergeCredits(made.credits);
  await writeOutputFiles(files, {
    videoSource: parts.artifacts.pathOf(made.film),
    pictures: new Map(
      stills === undefined
        ? []
        : [
            [files.poster, parts.artifacts.pathOf(stills.poster)],
            [files.contactSheet, parts.artifacts.pathOf(stills.contactSheet)],
          ],
    ),
    lock: toLock(publication, version),
    texts: new Map([
      [files.srt, toSrt(cues)],
      [files.vtt, toVtt(cues)],
      [files.credits, toCreditsText(storyboard.title, credits)],
      [files.storyboard, `${JSON.stringify(storyboard, undefined, 2)}\n`],
    ]),
  });
  const { review } = made;
  return {
    videoFile: files.video,
    subtitleFiles: [files.srt, files.vtt],
    creditsFile: files.credits,
    storyboardFile: files.storyboard,
    lockFile: files.lock,
    ...(stills === undefined ? {} : { posterFile: files.poster, contactSheetFile: files.contactSheet }),
    title: storyboard.title,
    durationSec: review.durationSec,
    sizeBytes: review.sizeBytes,
    widthPx: review.widthPx,
    heightPx: review.heightPx,
    sceneCount: made.scenes.length,
    scenes: filmScenes(made, storyboard.framesPerSec),
    loudnessLufs: review.loudnessLufs,
    truePeakDbtp: review.truePeakDbtp,
    review,
    credits,
    degraded: [...new Set(made.degraded)],
    ...tally,
  };
};
