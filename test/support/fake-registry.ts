import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import settings from '@npmcli/config/lib/definitions/index.js';
import { Header } from 'tar';
import type { PackFile, PackManifest } from '../../src/packs/manifest.js';

export type TarEntry = {
  readonly path: string;
  readonly content?: string;
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link';
  readonly linkpath?: string;
};

/** A .tgz with exactly these entries, hostile ones too. */
export const makeTarball = (entries: readonly TarEntry[]): Buffer => {
  const blocks = entries.flatMap(({ path, content = '', type = 'File', linkpath = '' }) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    new Header({ path, type, linkpath, size: bytes.length, mode: 0o644, mtime: new Date(0) }).encode(header);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 0 });
};

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A file as it is taken out of a package. */
export const pinned = (from: string, content: string, changes: Partial<PackFile> = {}): PackFile => ({
  from,
  to: from,
  sha256: sha256(content),
  sizeBytes: Buffer.byteLength(content),
  ...changes,
});

/** A pack of one package at version 1.0.0. */
export const makeManifest = (
  tarball: Buffer,
  part: Partial<PackManifest['parts'][number]>,
  changes: Partial<PackManifest> = {},
): PackManifest => ({
  name: 'sample',
  title: 'A sample',
  licence: 'MIT',
  purpose: 'Stands in for a pack.',
  parts: [
    {
      package: '@tests/sample',
      version: '1.0.0',
      integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
      tarballBytes: tarball.length,
      ...part,
    },
  ],
  ...changes,
});

/** What the next request for a tarball gets; afterwards the tarball is served whole. */
export type Misbehaviour =
  | { readonly kind: 'status'; readonly status: number }
  /** Sends the first bytes, then breaks the connection. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Sends the first bytes, then nothing more. */
  | { readonly kind: 'hang'; readonly afterBytes: number }
  | { readonly kind: 'other-bytes' }
  | { readonly kind: 'ignore-range' };

export type FakeRegistry = {
  readonly url: string;
  /** Range headers of the requests for tarballs, in order; `undefined` for a whole one. */
  readonly ranges: (string | undefined)[];
  readonly authorizations: (string | undefined)[];
  /** As asked for: whole URLs where it is used as a proxy. */
  readonly urls: string[];
  misbehave(...next: Misbehaviour[]): void;
  close(): Promise<void>;
};

const serveTarball = (
  request: IncomingMessage,
  response: ServerResponse,
  tarball: Buffer,
  how: Misbehaviour | undefined,
): void => {
  if (how?.kind === 'status') {
    response.writeHead(how.status).end();
    return;
  }
  const start =
    how?.kind === 'ignore-range' ? 0 : Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const body = how?.kind === 'other-bytes' ? Buffer.alloc(tarball.length, 7) : tarball;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': body.length - start,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
  });
  if (how?.kind === 'cut' || how?.kind === 'hang') {
    response.write(body.subarray(start, start + how.afterBytes), () => {
      if (how.kind === 'cut') {
        // Time for the bytes to leave before the line breaks.
        setTimeout(() => response.destroy(), 50);
      }
    });
    return;
  }
  response.end(body.subarray(start));
};

/** An npm registry on loopback that holds `@tests/sample@1.0.0`. */
export const startFakeRegistry = async (tarball: Buffer): Promise<FakeRegistry> => {
  const pending: Misbehaviour[] = [];
  const ranges: (string | undefined)[] = [];
  const authorizations: (string | undefined)[] = [];
  const urls: string[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    urls.push(request.url ?? '');
    // Asked as a proxy, it gets the whole URL.
    const { pathname } = new URL(request.url ?? '/', 'http://registry');
    if (pathname.endsWith('.tgz')) {
      ranges.push(request.headers.range);
      serveTarball(request, response, tarball, pending.shift());
    } else if (pathname.endsWith('/@tests%2fsample')) {
      // As a mirror does it: the metadata still names the public registry.
      const url = new URL('@tests/sample/-/sample-1.0.0.tgz', settings.defaults.registry).href;
      response.end(
        JSON.stringify({ name: '@tests/sample', versions: { '1.0.0': { dist: { tarball: url } } } }),
      );
    } else {
      response.writeHead(404).end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    ranges,
    authorizations,
    urls,
    misbehave: (...next) => pending.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
