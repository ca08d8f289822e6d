import { inflateRawSync } from 'node:zlib';
import { documentFault } from './document-errors.js';

/** Office Open XML keeps its text in a few XML files; all of them together are never near this, inflated. */
const mostInflatedBytes = 64 * 1024 * 1024;
const mostEntries = 5_000;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
/** The end record and the longest comment after it; APPNOTE.TXT 4.3.16. */
const endSearch = 22 + 0xffff;

type Entry = { readonly name: string; readonly method: number; readonly packed: Buffer };

const findEnd = (zip: Buffer): number => {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - endSearch); at -= 1) {
    if (zip.readUInt32LE(at) === endSignature) {
      return at;
    }
  }
  throw documentFault('damaged');
};

/** One entry of the central directory (APPNOTE.TXT 4.3.12), its bytes taken from where its local header says. */
const readEntry = (zip: Buffer, at: number): { readonly entry: Entry; readonly next: number } => {
  if (zip.readUInt32LE(at) !== entrySignature) {
    throw documentFault('damaged');
  }
  if ((zip.readUInt16LE(at + 8) & 1) === 1) {
    throw documentFault('protected');
  }
  const nameLength = zip.readUInt16LE(at + 28);
  const local = zip.readUInt32LE(at + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return {
    entry: {
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
    },
    next: at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  };
};

/** Inflated, at most so many bytes of it: what a header says of its size may be a lie. */
const inflatedSize = ({ method, packed }: Entry, mostBytes: number): number => {
  if (method === 0) {
    return packed.length;
  }
  if (method !== 8) {
    throw documentFault('damaged');
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, mostBytes) }).length;
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    throw documentFault(code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged');
  }
};

/**
 * The names inside a zip file, once it is known that nothing in it inflates beyond 64 MB in all. Pictures are not
 * looked at: they are never inflated.
 *
 * Throws a document's fault: `damaged`, `protected` or `too-large`.
 */
export const checkZip = (bytes: Uint8Array): string[] => {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findEnd(zip);
    const count = zip.readUInt16LE(end + 10);
    if (count > mostEntries) {
      throw documentFault('too-large');
    }
    const names: string[] = [];
    let at = zip.readUInt32LE(end + 16);
    let inflatedBytes = 0;
    for (let read = 0; read < count; read += 1) {
      const { entry, next } = readEntry(zip, at);
      const isRead = !entry.name.startsWith('word/media/');
      inflatedBytes += isRead ? inflatedSize(entry, mostInflatedBytes - inflatedBytes) : 0;
      if (inflatedBytes > mostInflatedBytes) {
        throw documentFault('too-large');
      }
      names.push(entry.name);
      at = next;
    }
    return names;
  } catch (error) {
    const isRange = error instanceof RangeError;
    throw isRange ? documentFault('damaged') : error;
  }
};
