import * as z from 'zod';
import { unescapeXml } from '../../ssml.js';
import type { SpokenMark } from '../../time-marks.js';

/** A frame of the service: headers of `Name:value` lines and a body. */
export type EdgeFrame = { readonly path: string; readonly body: Uint8Array };

const headerLengthBytes = 2;
const longestHeader = 4096;

const pathIn = (headers: string): string => /^Path:\s*(\S+)/im.exec(headers)?.[1]?.toLowerCase() ?? '';

/** A binary frame: the length of its headers in two bytes, the headers, the sound. `undefined` for anything else. */
export const readBinaryFrame = (bytes: Uint8Array): EdgeFrame | undefined => {
  if (bytes.length < headerLengthBytes) {
    return undefined;
  }
  const length = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const end = headerLengthBytes + length;
  if (length > longestHeader || end > bytes.length) {
    return undefined;
  }
  const path = pathIn(Buffer.from(bytes.subarray(headerLengthBytes, end)).toString('utf8'));
  return path === '' ? undefined : { path, body: bytes.subarray(end) };
};

/** A text frame: headers, an empty line, the body. */
export const readTextFrame = (bytes: Uint8Array): EdgeFrame | undefined => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf('\r\n\r\n');
  const path = end < 0 ? '' : pathIn(buffer.toString('utf8', 0, end));
  return path === '' ? undefined : { path, body: buffer.subarray(end + 4) };
};

/** Times come in ticks of 100 ns. */
const ticksPerSec = 10_000_000;

const metadataSchema = z.object({
  Metadata: z.array(
    z.object({
      Type: z.string(),
      Data: z
        .object({
          Offset: z.number().min(0).optional(),
          Duration: z.number().min(0).optional(),
          text: z.object({ Text: z.string() }).optional(),
        })
        .optional(),
    }),
  ),
});

/** The word boundaries in an `audio.metadata` body; `undefined` when it is no metadata. */
export const readMarks = (body: Uint8Array): SpokenMark[] | undefined => {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = metadataSchema.safeParse(json);
  return parsed.success
    ? parsed.data.Metadata.flatMap(({ Type: type, Data: data }) => {
        if (type !== 'WordBoundary' || data?.text === undefined || data.Offset === undefined) {
          return [];
        }
        const startSec = data.Offset / ticksPerSec;
        const endSec = startSec + (data.Duration ?? 0) / ticksPerSec;
        return [{ text: unescapeXml(data.text.Text), startSec, endSec }];
      })
    : undefined;
};

/** Mono MP3 at 24 kHz: the service offers no raw samples. */
const outputFormat = 'audio-24khz-48kbitrate-mono-mp3';

export const configMessage = (timestamp: string): string =>
  [
    `X-Timestamp:${timestamp}`,
    'Content-Type:application/json; charset=utf-8',
    'Path:speech.config',
    '',
    JSON.stringify({
      context: {
        synthesis: {
          audio: {
            metadataoptions: { sentenceBoundaryEnabled: 'false', wordBoundaryEnabled: 'true' },
            outputFormat,
          },
        },
      },
    }),
  ].join('\r\n');

export const ssmlMessage = (requestId: string, timestamp: string, ssml: string): string =>
  [
    `X-RequestId:${requestId}`,
    'Content-Type:application/ssml+xml',
    `X-Timestamp:${timestamp}Z`,
    'Path:ssml',
    '',
    ssml,
  ].join('\r\n');
