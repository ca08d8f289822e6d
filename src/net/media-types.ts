/** Bytes of the beginning that `sniffMediaType` wants to see. */
export const sniffBytes = 512;

const latin = (head: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...head.subarray(from, to));

type Signature = readonly [at: number, text: string, mediaType: string];

const signatures: readonly Signature[] = [
  [0, '\u00ff\u00d8\u00ff', 'image/jpeg'],
  [0, '\u0089PNG\r\n\u001a\n', 'image/png'],
  [0, 'GIF8', 'image/gif'],
  [0, 'BM', 'image/bmp'],
  [0, 'II*\u0000', 'image/tiff'],
  [0, 'MM\u0000*', 'image/tiff'],
  [0, '%PDF-', 'application/pdf'],
  [0, 'PK\u0003\u0004', 'application/zip'],
  [0, '\u001f\u008b', 'application/gzip'],
  [0, 'OggS', 'application/ogg'],
  [0, 'fLaC', 'audio/flac'],
  [0, 'ID3', 'audio/mpeg'],
  [0, 'MThd', 'audio/midi'],
  [0, '\u0000\u0000\u0001\u00ba', 'video/mpeg'],
  [0, '\u0000\u0000\u0001\u00b3', 'video/mpeg'],
  [0, 'FLV\u0001', 'video/x-flv'],
];

/** `RIFF` names what it holds at its ninth byte. */
const riffTypes: Readonly<Record<string, string>> = {
  WEBP: 'image/webp',
  WAVE: 'audio/wav',
  'AVI ': 'video/x-msvideo',
};

/** Brands of ISO base media files (https://mp4ra.org/registered-types/brands); all others are MPEG-4 video. */
const brandTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heic',
  msf1: 'image/heic',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
};

/** MPEG audio and ADTS both begin with eleven or twelve set bits; the layer bits tell them apart. */
const audioFrameType = (head: Uint8Array): string | undefined => {
  const second = head[1] ?? 0;
  if (head[0] !== 0xff || (second & 0xe0) !== 0xe0) {
    return undefined;
  }
  const layer = (second >> 1) & 3;
  if (layer === 0) {
    return (second & 0xf0) === 0xf0 ? 'audio/aac' : undefined;
  }
  return ((head[2] ?? 0xff) & 0xf0) === 0xf0 ? undefined : 'audio/mpeg';
};

/** Text is what decodes as UTF-8 and holds no control characters but white space. */
const textType = (head: Uint8Array): string | undefined => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (text === '' || /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) {
    return undefined;
  }
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (/^(?:<!doctype html|<html|<head|<body|<script)/.test(start)) {
    return 'text/html';
  }
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && text.includes('<svg'))) {
    return 'image/svg+xml';
  }
  return start.startsWith('<?xml') ? 'text/xml' : 'text/plain';
};

/**
 * What a file is by its bytes, whatever its name or a header says.
 *
 * @param head its first bytes; 512 are enough
 * @returns `application/octet-stream` for what is none of the types that are used here
 */
export const sniffMediaType = (head: Uint8Array): string => {
  const signature = signatures.find(([at, text]) => latin(head, at, at + text.length) === text);
  if (signature !== undefined) {
    return signature[2];
  }
  if (latin(head, 0, 4) === 'RIFF') {
    return riffTypes[latin(head, 8, 12)] ?? 'application/octet-stream';
  }
  if (latin(head, 4, 8) === 'ftyp') {
    return brandTypes[latin(head, 8, 12)] ?? 'video/mp4';
  }
  if (latin(head, 0, 4) === '\u001aE\u00df\u00a3') {
    return latin(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska';
  }
  return audioFrameType(head) ?? textType(head.subarray(0, sniffBytes)) ?? 'application/octet-stream';
};
