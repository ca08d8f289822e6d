import type { FileHandle } from 'node:fs/promises';

/** More top-level boxes than any sane file has. */
const maxBoxes = 10_000;

/**
 * Whether every top-level box of an MP4 or MOV file ends inside it. A download that broke off announces more
 * than is there, though its index may be at the front and probe well.
 */
export const isWholeMp4 = async (file: FileHandle, sizeBytes: number): Promise<boolean> => {
  const header = Buffer.alloc(16);
  let at = 0;
  for (let count = 0; at < sizeBytes && count < maxBoxes; count += 1) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    if (bytesRead < 8) {
      return false;
    }
    const short = header.readUInt32BE(0);
    if (short === 0) {
      return true;
    }
    const length = short === 1 && bytesRead === 16 ? Number(header.readBigUInt64BE(8)) : short;
    if (length < 8) {
      return false;
    }
    at += length;
  }
  return at === sizeBytes;
};
