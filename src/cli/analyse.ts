import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import type { Studio } from '../studio/studio.js';
import type { Terminal } from './terminal.js';

export const analyseUsage = `reelwright analyze FILE [--json]

  Measures any video: picture, sound, captions, cuts, and what platforms would make of it. Changes nothing.
  --json prints everything that was measured.`;

/** How often the terminal hears how far it is. */
const tellEveryMs = 5_000;

export const parseAnalyseArguments = (words: readonly string[]): { file: string; json: boolean } => {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new InputError('INPUT_INVALID', 'One video file is needed.', {
      hint: 'reelwright analyze film.mp4',
    });
  }
  return { file, json: values.json };
};

/** Prints what was measured on a video. Returns the exit code: 1 where the video is broken. */
export const runAnalyse = async (
  { file, json }: ReturnType<typeof parseAnalyseArguments>,
  { studio, terminal, signal }: { studio: Studio; terminal: Terminal; signal: AbortSignal },
): Promise<number> => {
  const path = resolve(terminal.currentDirectory, file);
  for (;;) {
    const found = await studio.analyseVideo(path, { timeoutMs: tellEveryMs, signal });
    if (found.state === 'running') {
      terminal.stderr.write(`measured ${Math.floor(found.progress * 100)} %\n`);
      continue;
    }
    const { analysis } = found;
    const { report, delivery } = analysis;
    if (json) {
      terminal.stdout.write(`${JSON.stringify({ ok: report.passed, file: found.file, ...analysis })}\n`);
      return report.passed ? 0 : 1;
    }
    const fitting = delivery.platforms.flatMap(({ platform, fits }) => (fits ? [platform] : []));
    const lines = [
      `${found.file}: ${report.quality?.score ?? 0} of 10`,
      ...report.findings.map(({ severity, message }) => `  ${severity}: ${message}`),
      ...(report.quality?.recommendations ?? []).map((advice) => `  ${advice}`),
      `  Fits: ${fitting.length === 0 ? 'no platform as it is' : fitting.join(', ')}`,
    ];
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return report.passed ? 0 : 1;
  }
};
