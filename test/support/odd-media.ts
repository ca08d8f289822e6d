import { createCanvas } from '@napi-rs/canvas';

/** A JPEG of 16 x 16 pixels in the four inks of print, one red: RGB 200, 30, 40 when converted. */
export const inkJpeg = (): Buffer =>
  Buffer.from(
    [
      '/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUV',
      'FQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU',
      'FBQUFBQU/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAGCP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/',
      'xAAWAQEBAQAAAAAAAAAAAAAAAAAABwn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AL1UGcTYAAAAD//Z',
    ].join(''),
    'base64',
  );

/** A drawing that can be seen through everywhere but in its middle. */
export const drawingOn = async (
  size: number,
  colour: string,
  type: 'png' | 'webp' | 'jpeg',
): Promise<Buffer> => {
  const canvas = createCanvas(size, size);
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(size / 4, size / 4, size / 2, size / 2);
  return type === 'png'
    ? await canvas.encode('png')
    : type === 'webp'
      ? await canvas.encode('webp', 90)
      : await canvas.encode('jpeg', 90);
};

const chunk = (name: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};

/** The image chunks of a WebP, without its container and what describes it. */
const imageChunks = (webp: Buffer): Buffer => {
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= webp.length; ) {
    const name = webp.toString('latin1', at, at + 4);
    const length = webp.readUInt32LE(at + 4);
    if (['VP8 ', 'VP8L', 'ALPH'].includes(name)) {
      kept.push(chunk(name, webp.subarray(at + 8, at + 8 + length)));
    }
    at += 8 + length + (length % 2);
  }
  return Buffer.concat(kept);
};

/** Two pictures of one size, alternating twice a second; see the container's specification of WebP. */
export const animatedWebp = (frames: readonly Buffer[], size: number): Buffer => {
  const sized = (data: Buffer, at: number): void => {
    data.writeUIntLE(size - 1, at, 3);
    data.writeUIntLE(size - 1, at + 3, 3);
  };
  const extended = Buffer.alloc(10);
  extended[0] = 0x12;
  sized(extended, 4);
  const parts = frames.map((frame) => {
    const head = Buffer.alloc(16);
    sized(head, 6);
    head.writeUIntLE(500, 12, 3);
    return chunk('ANMF', Buffer.concat([head, imageChunks(frame)]));
  });
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', extended),
    chunk('ANIM', Buffer.alloc(6)),
    ...parts,
  ]);
  return chunk('RIFF', body);
};
