import type { Response } from 'undici';
import { foreignCode, ProviderError } from '../errors/index.js';
import { bodyTooLarge, limitedChunks } from './body.js';
import type { DownloadTarget, HttpDownload } from './http-client.js';
import { sniffBytes, sniffMediaType } from './media-types.js';
import type { PartFile, PartState } from './part-file.js';
import { type Blame, invalidAnswer, tooLarge } from './provider-errors.js';

/** What one try of a download needs from the client. */
export type DownloadParts = {
  readonly blame: Blame;
  readonly target: DownloadTarget;
  readonly part: PartFile;
  /** Sends the request with these headers added; throws for what is no success, 416 excepted. */
  readonly open: (headers: Readonly<Record<string, string>>) => Promise<Response>;
  readonly signal: AbortSignal;
};

/** Weak validators do not promise the same bytes (RFC 9110, 13.1.5). */
const validatorOf = (response: Response): string | undefined => {
  const tag = response.headers.get('etag');
  if (tag !== null && !tag.startsWith('W/')) {
    return tag;
  }
  return response.headers.get('last-modified') ?? undefined;
};

const isWanted = (mediaType: string, { accept }: DownloadTarget): boolean =>
  accept.some((beginning) => mediaType.startsWith(beginning));

const refuseUnwanted = (parts: DownloadParts, head: Uint8Array): string => {
  const mediaType = sniffMediaType(head);
  if (!isWanted(mediaType, parts.target)) {
    throw invalidAnswer(parts.blame, `a file of the type ${mediaType}, which was not asked for`);
  }
  return mediaType;
};

/** A retryable error: the next try begins from nothing. */
const startOver = ({ blame }: DownloadParts, cause: string): ProviderError =>
  new ProviderError(
    'PROVIDER_ANSWER_INVALID',
    `${blame.provider} did not continue a file where it stopped.`,
    {
      provider: blame.provider,
      retryable: true,
      hint: 'Try again later.',
      cause: new Error(cause),
    },
  );

/** How many bytes of the file the answer follows on: 0 for a whole one. Throws when it fits neither. */
const startOf = (parts: DownloadParts, response: Response, { sizeBytes }: PartState): number => {
  if (response.status !== 206) {
    return 0;
  }
  const range = response.headers.get('content-range') ?? '';
  const start = /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(range)?.[1];
  if (sizeBytes === 0 || Number(start) !== sizeBytes) {
    throw startOver(parts, `Content-Range: ${range.slice(0, 80)}`);
  }
  return sizeBytes;
};

const receive = async (parts: DownloadParts, response: Response, startByte: number): Promise<void> => {
  const { target, part, blame } = parts;
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (startByte + announced > target.maxBytes) {
    await response.body?.cancel();
    throw tooLarge(blame, target.maxBytes);
  }
  let head: Uint8Array | undefined = startByte === 0 ? new Uint8Array() : undefined;
  const file = await part.begin(startByte > 0, validatorOf(response));
  try {
    for await (const chunk of limitedChunks(response.body, target.maxBytes - startByte)) {
      // A timed-out try must not write beside its successor.
      parts.signal.throwIfAborted();
      await file.write(chunk);
      if (head !== undefined) {
        head = Buffer.concat([head, chunk.subarray(0, sniffBytes)]);
        if (head.byteLength >= sniffBytes) {
          refuseUnwanted(parts, head);
          head = undefined;
        }
      }
    }
  } finally {
    await file.close();
  }
};

/**
 * One try: asks for what is missing, appends it, and puts the file in its place once it is whole and of a wanted
 * type. What has come before a failure stays for the next try, unless it is worthless.
 */
export const downloadOnce = async (parts: DownloadParts): Promise<HttpDownload> => {
  const { part, target } = parts;
  const state = await part.state();
  const resume =
    state.sizeBytes > 0 && state.validator !== undefined
      ? { range: `bytes=${state.sizeBytes}-`, 'if-range': state.validator }
      : {};
  try {
    const response = await parts.open({ 'accept-encoding': 'identity', ...resume });
    if (response.status === 416) {
      await response.body?.cancel();
      throw startOver(parts, 'HTTP 416');
    }
    await receive(parts, response, startOf(parts, response, state));
    const head = await part.head();
    const mediaType = refuseUnwanted(parts, head);
    const sizeBytes = await part.sizeBytes();
    const sha256 = await part.sha256();
    await part.publish();
    return { file: target.file, sizeBytes, sha256, mediaType };
  } catch (error) {
    const isWorthless = [bodyTooLarge, 'PROVIDER_ANSWER_INVALID', 'ANSWER_TOO_LARGE'].includes(
      foreignCode(error) ?? '',
    );
    if (isWorthless) {
      await part.discard();
    }
    throw error;
  }
};
