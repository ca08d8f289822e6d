import { InputError } from '../errors/index.js';

/** What stands before or among a command's own words and goes for all commands. */
export type CommandLine = {
  /** Dotted configuration keys to text. */
  readonly flags: ReadonlyMap<string, string>;
  readonly command: string | undefined;
  /** The rest, for the command to parse. */
  readonly words: readonly string[];
};

/** Global options and the configuration key each sets; `--set` names its key itself. */
const globalOptions = new Map<string, string | undefined>([
  ['--home', 'home'],
  ['--log-level', 'log.level'],
  ['--ffmpeg', 'ffmpeg.path'],
  ['--set', undefined],
]);

const optionsThatAreCommands = new Set(['-h', '--help', '-v', '--version']);

/** Takes the global options out: `--home DIR`, `--log-level LEVEL`, `--ffmpeg FILE`, `--set KEY=VALUE`. */
export const parseCommandLine = (argv: readonly string[]): CommandLine => {
  const flags = new Map<string, string>();
  const words: string[] = [];
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name, inline] = splitOnce(word);
    if (globalOptions.has(name)) {
      const [key, value] = toSetting(name, inline ?? rest.shift());
      flags.set(key, value);
    } else {
      words.push(word);
    }
  }
  const [first] = words;
  if (first === undefined || (first.startsWith('-') && !optionsThatAreCommands.has(first))) {
    return { flags, command: undefined, words };
  }
  return { flags, command: first, words: words.slice(1) };
};

const toSetting = (name: string, value: string | undefined): [string, string] => {
  if (value === undefined) {
    throw new InputError('INPUT_INVALID', `${name} needs a value.`);
  }
  const key = globalOptions.get(name);
  if (key !== undefined) {
    return [key, value];
  }
  const [setKey, setValue] = splitOnce(value);
  if (setValue === undefined) {
    throw new InputError('INPUT_INVALID', '--set takes KEY=VALUE.', {
      hint: 'For example: --set render.concurrency=1',
    });
  }
  return [setKey, setValue];
};

const splitOnce = (text: string): [string, string | undefined] => {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
};
