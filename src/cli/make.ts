import { createReadStream } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { captionStyles, platforms } from '../captions/caption-style.js';
import { footageSources } from '../config/sections/footage.js';
import { InputError, isReelwrightError } from '../errors/index.js';
import { musicChoices } from '../music/music.js';
import { aspects } from '../render/frame.js';
import { codecs, encoderChoices, transitions } from '../render/transition.js';
import { countOf } from '../runtime/count-of.js';
import { decodeDocument } from '../script/decode.js';
import { parseFilmRequest } from '../studio/request.js';
import type { FilmRequestInput, FilmResult, Studio, TaskView } from '../studio/studio.js';
import { parsePronunciation } from '../voice/pronunciations.js';
import { parseCaptionLook } from './caption-look.js';
import { deliveryOf, deliveryOptions, deliveryUsage, joinNegative } from './delivery.js';
import { toNumber } from './numbers.js';
import { toOptionName } from './option-names.js';
import { createProgressDisplay, formatDuration } from './progress-display.js';
import { toDocumentLocation } from './script.js';
import type { Terminal } from './terminal.js';

export const makeUsage = `reelwright make ["TOPIC"] [--script FILE | --document FILE] [options]

  --topic WORDS      the same as "TOPIC"; with no script and no document a configured language model writes it
  --script FILE      the narration, word for word; - reads standard input
  --document FILE    text, Markdown, HTML, PDF or DOCX, or a web address, to make a narration of
  --duration SEC     length of a film whose narration is not given (60)
  --aspect RATIO     ${aspects.join(', ')} (9:16)
  --narration FILE   you, reading the script; without --script, what is said is written down
  --voice ID         see: reelwright voices
  --say WORD=SOUND   how a word is said: Nguyen=nwin, or Ghibli=/ˈdʒɪbli/; repeatable
${deliveryUsage}
  --language TAG     such as en-US; found from the words when absent
  --captions STYLE   ${captionStyles.join(', ')} (karaoke)
  --transition KIND  ${transitions.join(', ')} (crossfade)
  --caption-look K=V change a style: font, scale, colour, activeColour, outlineColour, outline, shadow,
                     boxColour, position, letterCase, wordsPerLine; repeatable
  --platform NAME    whose buttons to stay clear of: ${platforms.join(', ')} (all)
  --music MOOD|FILE  ${musicChoices.join(', ')} (automatic);
                     or a file of your own, repeated, faded and levelled to fit
  --cut-on-beat      let scenes change on beats of the composed music
  --sound-effects    short sounds under the transitions
  --credits-card     three seconds of credits at the end
  --footage DIR      your own pictures and clips
  --footage-online   search the configured online sources for pictures; sends them search words
  --footage-from A,B only these online sources, in this order: ${footageSources.join(', ')}
  --quality LEVEL    draft, standard, high (standard)
  --codec NAME       ${codecs.join(', ')} (h264)
  --encoder NAME     ${encoderChoices.join(', ')} (software)
  --out FILE         where the film goes; an .mp4, or a .webm for av1 and vp9
  --seed N           another number, another look and another tune
  --json             print the result as one JSON object`;

const optionTypes = {
  topic: { type: 'string' },
  script: { type: 'string' },
  document: { type: 'string' },
  duration: { type: 'string' },
  aspect: { type: 'string' },
  voice: { type: 'string' },
  ...deliveryOptions,
  language: { type: 'string' },
  captions: { type: 'string' },
  'caption-look': { type: 'string', multiple: true },
  platform: { type: 'string' },
  transition: { type: 'string' },
  music: { type: 'string' },
  'cut-on-beat': { type: 'boolean' },
  'sound-effects': { type: 'boolean' },
  'credits-card': { type: 'boolean' },
  narration: { type: 'string' },
  say: { type: 'string', multiple: true },
  footage: { type: 'string' },
  'footage-online': { type: 'boolean' },
  'footage-from': { type: 'string' },
  quality: { type: 'string' },
  codec: { type: 'string' },
  encoder: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** The request that command-line words ask for; values are checked by the studio. */
export const parseMakeArguments = async (
  words: readonly string[],
  terminal: Terminal,
): Promise<{ request: Record<string, unknown>; json: boolean }> => {
  const { values, positionals } = parseArgs({
    args: joinNegative(words),
    options: optionTypes,
    allowPositionals: true,
  });
  const topics = [...positionals, ...(values.topic === undefined ? [] : [values.topic])];
  if (topics.length > 1) {
    throw new InputError('INPUT_INVALID', 'There is more than one topic.', {
      hint: 'Put the topic in quotes: reelwright make "The first program" --script script.txt',
    });
  }
  const toAbsolute = (path: string | undefined): string | undefined =>
    path === undefined || isAbsolute(path) ? path : resolve(terminal.currentDirectory, path);
  const request = {
    subject: topics[0],
    script: values.script === undefined ? undefined : await readScript(values.script, terminal),
    scriptDirectory: scriptDirectoryOf(values.script, terminal),
    documentFile:
      values.document === undefined
        ? undefined
        : toDocumentLocation(values.document, terminal.currentDirectory),
    targetDurationSec: toNumber(values.duration),
    aspect: values.aspect,
    voice: values.voice,
    delivery: deliveryOf(values),
    language: values.language,
    captions: values.captions,
    captionLook: parseCaptionLook(values['caption-look']),
    platform: values.platform,
    transition: values.transition,
    ...musicOf(values.music, toAbsolute),
    cutOnBeat: values['cut-on-beat'],
    soundEffects: values['sound-effects'],
    pronunciations: values.say?.map(parsePronunciation),
    creditsCard: values['credits-card'],
    narrationFile: toAbsolute(values.narration),
    footageDirectory: toAbsolute(values.footage),
    footageOnline: values['footage-online'],
    footageFrom: toList(values['footage-from']),
    quality: values.quality,
    codec: values.codec,
    encoder: values.encoder,
    outputFile: toAbsolute(values.out),
    seed: toNumber(values.seed),
  };
  return {
    request: Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)),
    json: values.json,
  };
};

/** Files that a script names lie beside it. */
const scriptDirectoryOf = (
  script: string | undefined,
  { currentDirectory }: Terminal,
): string | undefined => {
  if (script === undefined) {
    return undefined;
  }
  return script === '-' ? currentDirectory : dirname(resolve(currentDirectory, script));
};

/** What looks like a file is one; a mood nobody knows is left for the studio's schema to name. */
const musicOf = (
  music: string | undefined,
  toAbsolute: (path: string | undefined) => string | undefined,
): { readonly music?: string | undefined; readonly musicFile?: string | undefined } =>
  music !== undefined && /[./\\]/u.test(music) ? { musicFile: toAbsolute(music) } : { music };

/** Words between commas; empty ones are none. */
export const toList = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** More than any script may hold, so that a wrong file is refused without reading it whole. */
const largestScriptBytes = 1_000_000;

/** Reads no further than a script can be, whatever the file is: it may have no end. */
const readBounded = async (file: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of createReadStream(file)) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > largestScriptBytes) {
      throw new InputError('SCRIPT_TOO_LONG', 'The script file is larger than 1 MB.', {
        hint: 'Is it a script? To condense a long text, pass it with --document.',
      });
    }
  }
  return Buffer.concat(chunks);
};

const readScript = async (file: string, terminal: Terminal): Promise<string> => {
  if (file === '-') {
    return terminal.readInput(largestScriptBytes);
  }
  const bytes = await readBounded(resolve(terminal.currentDirectory, file)).catch((error: unknown) => {
    if (isReelwrightError(error)) {
      throw error;
    }
    throw new InputError('INPUT_INVALID', `The script file ${file} cannot be read.`, {
      hint: 'Check that the file is there, and that you may read it.',
      cause: error,
    });
  });
  const text = decodeDocument(bytes);
  if (text === undefined) {
    throw new InputError('INPUT_INVALID', `The script file ${file} is not text.`, {
      hint: 'Save it as plain text, best in UTF-8.',
    });
  }
  return text;
};

export type WatchOptions = {
  readonly studio: Studio;
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly signal: AbortSignal;
};

/** Makes one film and watches it to its end. Returns the exit code; interruption cancels the task. */
export const runMake = async (request: FilmRequestInput, options: WatchOptions): Promise<number> =>
  watchFilm(() => options.studio.createFilm(parseFilmRequest(request, toOptionName)), options);

/** Watches a task to its end, telling how far it is; interruption cancels it. */
export const followFilm = async (task: TaskView, options: WatchOptions): Promise<TaskView> => {
  const { studio, terminal, signal } = options;
  const display = createProgressDisplay(terminal.stderr);
  let ended = task;
  while (ended.state === 'queued' || ended.state === 'running') {
    if (signal.aborted) {
      await studio.cancelTask(task.id);
    }
    ended = await waitOnce(studio, task.id, display.show, signal);
  }
  display.end();
  return ended;
};

/** Starts a task and watches it to its end, telling how far it is and what came of it. Returns the exit code. */
export const watchFilm = async (start: () => Promise<TaskView>, options: WatchOptions): Promise<number> => {
  const { terminal, json } = options;
  const startedAtMs = terminal.nowMs();
  const ended = await followFilm(await start(), options);
  const { exitCode, text, error } = describeOutcome(ended, (terminal.nowMs() - startedAtMs) / 1000);
  if (json) {
    const report =
      error === undefined
        ? { ok: true, taskId: ended.id, ...ended.result }
        : { ok: false, taskId: ended.id, error };
    terminal.stdout.write(`${JSON.stringify(report)}\n`);
  }
  if (error !== undefined || !json) {
    (error === undefined ? terminal.stdout : terminal.stderr).write(text);
  }
  return exitCode;
};

/** One look at the task. An interruption ends the wait, so that the loop above can pass it on. */
const waitOnce = async (
  studio: Studio,
  id: string,
  onUpdate: (task: TaskView) => void,
  signal: AbortSignal,
): Promise<TaskView> => {
  if (signal.aborted) {
    return studio.waitForTask(id, { timeoutMs: 10_000 });
  }
  try {
    return await studio.waitForTask(id, { timeoutMs: 60_000, signal, onUpdate });
  } catch (error) {
    if (isReelwrightError(error) && error.code === 'CANCELLED') {
      return studio.getTask(id);
    }
    throw error;
  }
};

/** What came of a task, for a person, and the exit code that says so to a script. */
export const describeOutcome = (
  task: TaskView,
  tookSec: number,
): { readonly exitCode: number; readonly text: string; readonly error?: NonNullable<TaskView['error']> } => {
  if (task.result !== undefined) {
    return { exitCode: 0, text: `${describeFilm(task.result, tookSec)}  task ${task.id}\n` };
  }
  const error = task.error ?? {
    code: 'CANCELLED',
    message: 'Cancelled.',
    hint: 'Finished parts are kept: the same command goes on from here.',
  };
  const text = `${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}\n`;
  return { exitCode: task.state === 'cancelled' ? 130 : 1, text, error };
};

/** The result as a person wants to read it. */
export const describeFilm = (film: FilmResult, tookSec: number): string => {
  const findings = film.review.findings.map((finding) => `  note: ${finding.message}`);
  const lines = [
    film.videoFile,
    `  ${formatDuration(film.durationSec)}, ${film.widthPx}x${film.heightPx}, ${countOf(film.sceneCount, 'scene')}, ${(film.sizeBytes / 1e6).toFixed(1)} MB`,
    `  ${film.loudnessLufs.toFixed(1)} LUFS, true peak ${film.truePeakDbtp.toFixed(1)} dBTP; review passed`,
    `  made in ${formatDuration(tookSec)}${film.reusedSteps === 0 ? '' : `, ${film.reusedSteps} of ${countOf(film.reusedSteps + film.ranSteps, 'step')} reused`}`,
    ...(film.changes === undefined ? [] : [`  ${film.changes}`]),
    ...film.degraded.map((words) => `  note: ${words}`),
    ...findings,
  ];
  return `${lines.join('\n')}\n`;
};
