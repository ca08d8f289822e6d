import { describe, expect, test } from '@jest/globals';
import { sniffMediaType } from '../../../src/net/media-types.js';

const bytes = (text: string): Uint8Array => Buffer.from(text.padEnd(64, '\u0000'), 'latin1');

describe('a media type found from the bytes', () => {
  test.each([
    ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
    ['\u0089PNG\r\n\u001a\n', 'image/png'],
    ['GIF89a', 'image/gif'],
    ['RIFF\u0001\u0002\u0003\u0004WEBPVP8 ', 'image/webp'],
    ['RIFF\u0001\u0002\u0003\u0004WAVEfmt ', 'audio/wav'],
    ['\u0000\u0000\u0000\u0020ftypisom', 'video/mp4'],
    ['\u0000\u0000\u0000\u0020ftypmp42', 'video/mp4'],
    ['\u0000\u0000\u0000\u0014ftypqt  ', 'video/quicktime'],
    ['\u0000\u0000\u0000\u0020ftypavif', 'image/avif'],
    ['\u0000\u0000\u0000\u0020ftypheic', 'image/heic'],
    ['\u0000\u0000\u0000\u0020ftypM4A ', 'audio/mp4'],
    ['\u001aE\u00df\u00a3\u0001B\u0082\u0084webm', 'video/webm'],
    ['\u001aE\u00df\u00a3\u0001B\u0082\u0088matroska', 'video/x-matroska'],
    ['ID3\u0004', 'audio/mpeg'],
    ['\u00ff\u00fb\u0090\u0064', 'audio/mpeg'],
    ['\u00ff\u00f1\u0050\u0080', 'audio/aac'],
    ['OggS', 'application/ogg'],
    ['fLaC', 'audio/flac'],
    ['%PDF-1.7', 'application/pdf'],
    ['PK\u0003\u0004', 'application/zip'],
    ['RIFF\u0001\u0002\u0003\u0004WHAT', 'application/octet-stream'],
    ['\u0001\u0002\u0003', 'application/octet-stream'],
  ])('%j is %s', (head, mediaType) => {
    expect(sniffMediaType(bytes(head))).toBe(mediaType);
  });

  test.each([
    ['<!DOCTYPE html><title>x</title>', 'text/html'],
    ['\n  <html lang="en">', 'text/html'],
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'image/svg+xml'],
    ['<?xml version="1.0"?><svg/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><rss/>', 'text/xml'],
    ['Plain words, ünïcode too.', 'text/plain'],
  ])('the text %j is %s', (text, mediaType) => {
    expect(sniffMediaType(Buffer.from(text))).toBe(mediaType);
  });

  test('text that is cut within a letter is still text', () => {
    expect(sniffMediaType(Buffer.from('é'.repeat(300)).subarray(0, 511))).toBe('text/plain');
  });

  test('nothing is no text', () => {
    expect(sniffMediaType(new Uint8Array())).toBe('application/octet-stream');
  });
});
