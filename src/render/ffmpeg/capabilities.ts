/** What one ffmpeg can do. */
export type Capabilities = {
  readonly version: string;
  readonly majorVersion: number;
  readonly minorVersion: number;
  readonly encoders: ReadonlySet<string>;
  readonly decoders: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
};

const neededEncoders = ['libx264', 'aac', 'png', 'mjpeg'];
const neededDecoders = ['h264', 'aac', 'png', 'mjpeg'];
const neededFilters = [
  'ass',
  'overlay',
  'scale',
  'loop',
  'fade',
  'perspective',
  'sidechaincompress',
  'alimiter',
  'ebur128',
  'blackdetect',
  'freezedetect',
  'silencedetect',
];

/** Release of ffmpeg by the major version of its libavutil, for builds that name a commit instead. */
const releaseOfLibavutil: Readonly<Record<number, readonly [number, number]>> = {
  57: [5, 1],
  58: [6, 0],
  59: [7, 0],
  60: [8, 0],
};

/** Reads the output of `ffmpeg -version`; `undefined` when it is not ffmpeg's. */
export const parseVersion = (
  text: string,
): Pick<Capabilities, 'version' | 'majorVersion' | 'minorVersion'> | undefined => {
  const named = /^ffmpeg version (\S+)/.exec(text)?.[1];
  if (named === undefined) {
    return undefined;
  }
  const numbers = /^n?(\d+)\.(\d+)(?:\.(\d+))?/.exec(named);
  if (numbers !== null) {
    const [, major = '0', minor = '0', patch] = numbers;
    return {
      version: [major, minor, ...(patch === undefined ? [] : [patch])].join('.'),
      majorVersion: Number(major),
      minorVersion: Number(minor),
    };
  }
  const libavutil = Number(/^libavutil\s+(\d+)\./m.exec(text)?.[1] ?? 0);
  const release = releaseOfLibavutil[libavutil] ?? (libavutil > 60 ? [libavutil - 52, 0] : undefined);
  return release === undefined
    ? undefined
    : { version: named.slice(0, 40), majorVersion: release[0] ?? 0, minorVersion: release[1] ?? 0 };
};

/** Reads the names out of `-encoders`, `-decoders` (flags of six letters) or `-filters` (of two or three). */
export const parseNames = (text: string): Set<string> => {
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const name = /^ [A-Z.]{2,6} ([\w-]+) /.exec(line)?.[1];
    if (name !== undefined) {
      names.add(name);
    }
  }
  return names;
};

/** What keeps this ffmpeg from making a film, in words; empty when nothing does. */
export const missingFrom = (capabilities: Capabilities): string[] => {
  const { majorVersion, minorVersion } = capabilities;
  const tooOld = majorVersion < 5 || (majorVersion === 5 && minorVersion < 1);
  const lacking = (needed: readonly string[], has: ReadonlySet<string>, kind: string) =>
    needed.filter((name) => !has.has(name)).map((name) => `it lacks the ${name} ${kind}`);
  return [
    ...(tooOld ? [`its version ${capabilities.version} is older than 5.1`] : []),
    ...lacking(neededEncoders, capabilities.encoders, 'encoder'),
    ...lacking(neededDecoders, capabilities.decoders, 'decoder'),
    ...lacking(neededFilters, capabilities.filters, 'filter'),
  ];
};

/**
 * Options that make this ffmpeg faster on this machine, without changing a bit of what it writes. Its scaler reads rows
 * by an instruction (`vpgatherdd`) that takes many times longer on processors of AMD, and since a repair of 2023 on most
 * of Intel's, than what it replaces; ffmpeg knows so only of older ones. A scaled shot took 5 to 15 % less.
 */
export const findFastOptions = async (
  program: string,
  architecture: NodeJS.Architecture = process.arch,
): Promise<string[]> => {
  const options = ['-cpuflags', '+slowgather'];
  if (architecture !== 'x64') {
    return [];
  }
  const { execa } = await import('execa');
  const { failed } = await execa(program, [...options, '-hide_banner', '-version'], {
    stdio: 'ignore',
    reject: false,
    timeout: 20_000,
  });
  return failed ? [] : options;
};

/** Asks a program what it can do; `undefined` when it does not run or is no ffmpeg. */
export const readCapabilities = async (program: string): Promise<Capabilities | undefined> => {
  const { execa } = await import('execa');
  const ask = async (option: string): Promise<string> => {
    const result = await execa(program, ['-hide_banner', option], {
      stdin: 'ignore',
      reject: false,
      timeout: 20_000,
      maxBuffer: 4_000_000,
    });
    return result.failed ? '' : result.stdout;
  };
  const version = parseVersion(await ask('-version'));
  if (version === undefined) {
    return undefined;
  }
  const [encoders, decoders, filters] = await Promise.all([
    ask('-encoders'),
    ask('-decoders'),
    ask('-filters'),
  ]);
  return {
    ...version,
    encoders: parseNames(encoders),
    decoders: parseNames(decoders),
    filters: parseNames(filters),
  };
};
