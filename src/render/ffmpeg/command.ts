import assert from 'node:assert/strict';
import { isAbsolute } from 'node:path';
import type { FfmpegInput, FfmpegRequest } from './ffmpeg.js';
import { allowListOf, type Limits, maxInputSec, maxPixels } from './limits.js';

/** What the command line depends on besides the request. */
export type CommandFacts = {
  readonly majorVersion: number;
  /** Comma-separated decoder names of `allowedDecoders`. */
  readonly decoders: string;
  readonly limits: Limits;
  /** For each input, the path ffmpeg is given: a generated name where the format is detected from content. */
  readonly inputFiles: readonly string[];
  readonly graphFile: string | undefined;
  /** Options that hold for the whole program. */
  readonly programOptions?: readonly string[];
};

/** The format stated by `-f` in an input's options. */
export const statedFormatOf = (input: FfmpegInput): string | undefined => {
  const index = input.options?.lastIndexOf('-f') ?? -1;
  return index < 0 ? undefined : input.options?.[index + 1];
};

const inputArguments = (input: FfmpegInput, file: string, decoders: string): string[] => {
  const stated = statedFormatOf(input);
  const allowed = allowListOf(stated, decoders);
  assert(allowed !== undefined, `no input may have the format ${stated}`);
  assert(isAbsolute(file), 'an input path must be absolute');
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', allowed.formats],
    ...['-codec_whitelist', allowed.codecs, '-max_pixels', String(maxPixels), '-t', String(maxInputSec)],
    ...(input.options ?? []),
    ...['-i', `file:${file}`],
  ];
};

const outputArguments = (request: FfmpegRequest, limits: Limits): string[] => {
  if (request.outputFile === null) {
    return [...request.outputOptions, '-f', 'null', '-'];
  }
  assert(isAbsolute(request.outputFile), 'an output path must be absolute');
  const longest =
    request.expectedDurationSec === undefined ? [] : ['-t', (request.expectedDurationSec + 5).toFixed(3)];
  return [
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn', '-fflags', '+bitexact'],
    ...longest,
    ...['-fs', String(limits.outputBytes)],
    ...request.outputOptions,
    `file:${request.outputFile}`,
  ];
};

/**
 * ffmpeg's arguments for a request. Every path carries `file:`, since a bare name can be a protocol
 * (`concat:a|b`); the filter graph goes by file, in the spelling of the version.
 */
export const ffmpegArguments = (request: FfmpegRequest, facts: CommandFacts): string[] => {
  const graphOption = facts.majorVersion >= 7 ? '-/filter_complex' : '-filter_complex_script';
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', request.logLevel ?? 'error'],
    ...['-progress', 'pipe:1', '-nostats', '-y'],
    ...(facts.programOptions ?? []),
    ...request.inputs.flatMap((input, index) =>
      inputArguments(input, facts.inputFiles[index] ?? input.file, facts.decoders),
    ),
    ...(facts.graphFile === undefined ? [] : [graphOption, facts.graphFile]),
    ...outputArguments(request, facts.limits),
    ...(request.measured === undefined ? [] : [...request.measured, '-f', 'null', '-']),
  ];
};
