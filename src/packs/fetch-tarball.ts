import { homedir } from 'node:os';
import * as z from 'zod';
import { PackError } from '../errors/index.js';

export type TarballRequest = {
  readonly package: string;
  readonly version: string;
  /** How much is on the disk already; a source that cannot continue answers from 0. */
  readonly fromByte: number;
  readonly signal: AbortSignal;
};

export type TarballResponse = {
  /** Where `body` begins: `fromByte`, or 0. */
  readonly startByte: number;
  readonly body: AsyncIterable<Uint8Array>;
};

/** Opens the tarball of a package. An HTTP status of 400 or more is thrown, with a `statusCode`. */
export type FetchTarball = (request: TarballRequest) => Promise<TarballResponse>;

type Options = Record<string, unknown>;

type NpmSettings = { readonly options: Options; readonly publicHost: string };

/**
 * Reads registry, scopes, tokens, proxy and certificates as npm does: defaults, then the global and the user's
 * npmrc, then `npm_config_*`. A project's npmrc is left out on purpose: a server started inside somebody else's
 * folder must not take its registry from there.
 */
const loadNpmSettings = async (env: NodeJS.ProcessEnv): Promise<NpmSettings> => {
  const [{ default: Config }, { default: settings }] = await Promise.all([
    import('@npmcli/config'),
    import('@npmcli/config/lib/definitions/index.js'),
  ]);
  const config = new Config({
    definitions: settings.definitions,
    shorthands: settings.shorthands,
    flatten: settings.flatten,
    nerfDarts: settings.nerfDarts,
    npmPath: import.meta.dirname,
    // A copy: loading writes npm_config_* back.
    env: { ...env },
    argv: ['node', 'npm', '--location=global'],
    cwd: homedir(),
    warn: false,
  });
  try {
    await config.load();
  } catch (error) {
    throw new PackError('PACK_DOWNLOAD_FAILED', 'The npm configuration cannot be read.', {
      hint: 'Run "npm config list" to see what is wrong with it.',
      cause: error,
    });
  }
  return { options: { ...config.flat }, publicHost: new URL(settings.defaults.registry).host };
};

const packumentSchema = z.object({ versions: z.record(z.string(), z.unknown()) });
const versionSchema = z.object({ dist: z.object({ tarball: z.url() }) });

/**
 * npm's `replace-registry-host`: metadata that a mirror copied may still name the public registry, which is then not
 * asked. `never`, `always`, `npmjs` or a host.
 */
const tarballUrl = (published: string, registry: string, { options, publicHost }: NpmSettings): string => {
  const url = new URL(published);
  const replace = options['replaceRegistryHost'] ?? 'npmjs';
  const host = replace === 'npmjs' ? publicHost : replace;
  return host === 'always' || host === url.host ? `${registry.replace(/\/$/, '')}${url.pathname}` : published;
};

const notFound = (request: TarballRequest): Error =>
  Object.assign(new Error(`${request.package}@${request.version} is not in the registry.`), {
    statusCode: 404,
  });

/** The first byte named by `Content-Range: bytes 100-199/200`. */
const rangeStart = (header: string | null): number | undefined => {
  const match = /^bytes (\d+)-/.exec(header ?? '');
  return match?.[1] === undefined ? undefined : Number(match[1]);
};

/** Fetches through the user's npm configuration. Nothing of npm's is loaded before the first call. */
export const createNpmFetch = (env: NodeJS.ProcessEnv = process.env): FetchTarball => {
  let settings: Promise<NpmSettings> | undefined;

  return async (request) => {
    settings ??= loadNpmSettings(env);
    const [{ default: registryFetch }, loaded] = await Promise.all([import('npm-registry-fetch'), settings]);
    const shared: Options = {
      ...loaded.options,
      // Neither npm's cache, which would keep a second copy, nor its retries, which cannot resume.
      cache: undefined,
      retry: { retries: 0 },
      spec: request.package,
      signal: request.signal,
    };
    const packument = await registryFetch.json(`/${request.package.replace('/', '%2f')}`, {
      ...shared,
      headers: { accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8' },
    });
    const version = packumentSchema.parse(packument).versions[request.version];
    if (version === undefined) {
      throw notFound(request);
    }
    const registry = registryFetch.pickRegistry(request.package, loaded.options);
    const url = tarballUrl(versionSchema.parse(version).dist.tarball, registry, loaded);
    const response = await registryFetch(url, {
      ...shared,
      headers: {
        'accept-encoding': 'identity',
        ...(request.fromByte > 0 ? { range: `bytes=${request.fromByte}-` } : {}),
      },
    });
    const startByte = response.status === 206 ? rangeStart(response.headers.get('content-range')) : 0;
    return { startByte: startByte ?? 0, body: response.body };
  };
};
