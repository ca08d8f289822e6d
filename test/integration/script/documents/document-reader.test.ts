import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createHttpClient } from '../../../../src/net/create-http-client.js';
import { silentLogger } from '../../../../src/observability/logger.js';
import { createDocumentReader } from '../../../../src/script/documents/document-reader.js';
import { createChildParser } from '../../../../src/script/documents/parse-in-child.js';
import { type FakeRoutes, startFakeServer } from '../../../fakes/fake-server.js';
import { docxEntries, makePdf, makeZip } from '../../../support/made-documents.js';
import { testPacks } from '../../../support/packs.js';
import { temporaryDirectories } from '../../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();
const entry = new URL('../../../../dist/src/script/documents/parse-entry.js', import.meta.url);
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const readerFor = (
  trustedOrigins: readonly string[] = [],
  limits: { timeoutMs?: number; heapMb?: number } = {},
) => {
  const http = createHttpClient({ provider: 'web', trustedOrigins });
  closers.push(() => http.close());
  return createDocumentReader({ parse: createChildParser({ entry, ...limits }), http, packs: testPacks() });
};
const options = { signal: new AbortController().signal, logger: silentLogger };

const readBytes = async (name: string, bytes: string | Uint8Array, limits = {}) => {
  const file = join(await newDirectory(), name);
  await writeFile(file, bytes);
  return readerFor([], limits)(file, options);
};

const texts = ({ blocks }: { blocks: readonly { text: string }[] }) => blocks.map(({ text }) => text);

describe('reading a PDF', () => {
  test('puts paragraphs together and leaves running heads and page numbers out', async () => {
    const pages = [
      [
        'Annual Report',
        '',
        '# The Year of the Owl',
        '',
        'The owls came back in spring, after a hundred and fifty-',
        'three years away. Nobody had expected them, since the for-',
        'est was young.',
        '',
        'By autumn there were nine.',
        ...Array(38).fill(''),
        '1',
      ],
      ['Annual Report', '', '# What they eat', '', 'Mice, mostly.', ...Array(42).fill(''), '2'],
      ['Annual Report', '', 'Sometimes a frog.', ...Array(46).fill(''), '3'],
    ];
    const document = await readBytes('a.pdf', makePdf({ pages, title: 'report_final_v2.indd' }));
    expect(document.title).toBe('The Year of the Owl');
    expect(document.language).toBe('en-US');
    expect(document.blocks).toEqual([
      {
        kind: 'text',
        text: 'The owls came back in spring, after a hundred and fifty-three years away. Nobody had expected them, since the forest was young.',
      },
      { kind: 'text', text: 'By autumn there were nine.' },
      { kind: 'heading', text: 'What they eat' },
      { kind: 'text', text: 'Mice, mostly.' },
      { kind: 'text', text: 'Sometimes a frog.' },
    ]);
  });

  test.each<[string, Buffer, RegExp, RegExp]>([
    [
      'needs a password',
      makePdf({ pages: [['Secret.']], encrypted: true }),
      /password/,
      /without the password/,
    ],
    ['holds pictures of pages alone', makePdf({ pages: [[], []] }), /pictures of pages/, /OCR/],
    ['is cut off', makePdf({ pages: [['One.']] }).subarray(0, 300), /damaged/, /save it again/],
    [
      'is no PDF behind its first bytes',
      Buffer.from(`%PDF-1.7\n${'garbage '.repeat(500)}`),
      /damaged/,
      /save it again/,
    ],
  ])('says what is wrong with one that %s', async (_, bytes, message, hint) => {
    await expect(readBytes('b.pdf', bytes)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:DOCUMENT_UNREADABLE|SCRIPT_EMPTY)$/),
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});

test.each(['a.pdf', 'A.DOCX'])('does not read %s aloud as text, where it is only called so', async (name) => {
  await expect(readBytes(name, Buffer.from('<html>Not found'))).rejects.toMatchObject({
    code: 'DOCUMENT_UNREADABLE',
    message: expect.stringContaining('not what its name says'),
  });
});

describe('reading a Word document', () => {
  const paragraphs = ['# The Year of the Owl', 'The owls came back in spring.', 'By autumn there were nine.'];

  test('takes headings and paragraphs', async () => {
    const document = await readBytes('a.docx', makeZip(docxEntries(paragraphs)));
    expect(document.title).toBe('The Year of the Owl');
    expect(texts(document)).toEqual(paragraphs.slice(1));
  });

  const bomb = Buffer.alloc(100 * 1024 * 1024);
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

  test.each<[string, Buffer, RegExp]>([
    [
      'inflates without end',
      makeZip([...docxEntries(paragraphs), { name: 'word/x.xml', data: bomb }]),
      /far larger/,
    ],
    [
      'lies about how it inflates',
      makeZip([...docxEntries(paragraphs), { name: 'word/x.xml', data: bomb, statedBytes: 9 }]),
      /far larger/,
    ],
    ['is another kind of zip', makeZip([{ name: 'a.txt', data: Buffer.from('a') }]), /damaged/],
    ['is cut off', makeZip(docxEntries(paragraphs)).subarray(0, 700), /damaged/],
    ['needs a password', Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]), /password/],
    ['is of the old format', ole, /old format/],
  ])('says what is wrong with one that %s', async (_, bytes, message) => {
    await expect(readBytes('b.docx', bytes)).rejects.toMatchObject({
      code: 'DOCUMENT_UNREADABLE',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/\w/),
    });
  });
});

describe('a document made to hang its reader', () => {
  test.each([
    ['nested quotes.md', '>'.repeat(50_000)],
    ['nested lists.md', Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
    ['brackets.md', '['.repeat(100_000)],
    ['emphasis.md', '*a_'.repeat(50_000)],
    ['tags.html', '<div>'.repeat(100_000)],
  ])('ends within its time, or is read: %s', async (name, text) => {
    const startedMs = performance.now();
    const outcome = await readBytes(name, `# Title\n\nA word.\n\n${text}`, { timeoutMs: 3_000 }).catch(
      (error: unknown) => error,
    );
    expect(performance.now() - startedMs).toBeLessThan(9_000);
    expect(outcome).toMatchObject(
      outcome instanceof Error ? { code: 'DOCUMENT_UNREADABLE' } : { language: 'en-US' },
    );
  });
});

describe('reading from the web', () => {
  const serve = async (routes: FakeRoutes) => {
    const server = await startFakeServer(routes);
    closers.push(() => server.close());
    return { server, read: readerFor([server.origin]) };
  };
  const filler = 'The owls came back in spring, and nobody had expected them to. '.repeat(8);
  const page = `<html><head><title>The Year of the Owl | Forest News</title><script>document.title='hacked';fetch('/spy')</script><link rel=stylesheet href=/spy.css></head><body><nav><a href=/>Home</a> <a href=/x>Subscribe now</a></nav><div class=cookie>We value your privacy.</div><article><h1>The Year of the Owl</h1><p>${filler}</p><img src=/spy.png><p>By autumn there were nine. ${filler}</p></article><footer>Copyright</footer></body></html>`;

  test('takes the article of a page, runs nothing and fetches nothing that it names', async () => {
    const { server, read } = await serve({
      'GET /owl': { body: page, headers: { 'content-type': 'text/html' } },
    });
    const document = await read(`${server.origin}/owl`, options);
    expect(document.title).toBe('The Year of the Owl');
    expect(texts(document).join(' ')).toContain('By autumn there were nine.');
    expect(texts(document).join(' ')).not.toMatch(/Subscribe|Copyright|hacked/);
    expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/owl']);
  });

  test('reads a PDF from there', async () => {
    const bytes = makePdf({ pages: [['# Owls', '', 'They are back.']] });
    const { server, read } = await serve({
      'GET /owl.pdf': { body: bytes, headers: { 'content-type': 'application/pdf' } },
    });
    expect(texts(await read(`${server.origin}/owl.pdf`, options))).toEqual(['They are back.']);
  });

  test('refuses addresses of this machine and its network', async () => {
    const { server } = await serve({ 'GET /owl': { body: page } });
    await expect(readerFor()(`${server.origin}/owl`, options)).rejects.toMatchObject({
      code: 'ADDRESS_REFUSED',
    });
    expect(server.requests).toEqual([]);
  });
});
