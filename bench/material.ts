import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { execa } from 'execa';

/** The work that everything is measured on: six scenes of about five seconds, as short films are made of. */
export type Material = {
  /** Three 1920x1080 clips of 8 s, H.264 at about 10 Mbit/s. */
  readonly clipDirectory: string;
  readonly clips: readonly string[];
  /** Three JPEG stills of 2600x1800. */
  readonly stillDirectory: string;
  readonly sentences: readonly string[];
};

/** Each about five seconds of speech. */
const sentences = [
  'The first lighthouse on this rock was built of wood, and it stood for less than three years.',
  'A storm took it in one night, together with the keeper, his two helpers and every single stair.',
  'The second one was built of oak and granite, and it burned to the waterline in a calm August.',
  'The third had stones cut like the pieces of a puzzle, so that no wave could ever lift one out.',
  'It was finished after eleven summers, and its lamp was seen for eighteen miles across the bay.',
  'Today nobody lives there any more, but the light still turns at the very moment the sun is gone.',
];

/** Fractal value noise has the spectrum of photographs (about 1/f), so it costs an encoder what they cost. */
const drawPicture = (widthPx: number, heightPx: number, seed: number): Buffer => {
  const canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  context.fillStyle = `hsl(${random() * 360} 45% 45%)`;
  context.fillRect(0, 0, widthPx, heightPx);
  for (let columns = 4; columns <= 1_024; columns *= 2) {
    const rows = Math.ceil((columns * heightPx) / widthPx);
    const tile = createCanvas(columns, rows);
    const tileContext = tile.getContext('2d');
    const image = tileContext.createImageData(columns, rows);
    for (let at = 0; at < image.data.length; at += 4) {
      const shade = random() * 255;
      image.data.set([shade, (shade + random() * 60) % 256, 255 - shade, 255], at);
    }
    tileContext.putImageData(image, 0, 0);
    context.globalAlpha = 0.5 / Math.log2(columns);
    context.imageSmoothingQuality = 'high';
    context.drawImage(tile, 0, 0, widthPx, heightPx);
  }
  return canvas.toBuffer('image/jpeg', 92);
};

/** Builds the material with canvas and ffmpeg's own filters: fixed, and nothing is downloaded. */
export const buildMaterial = async (directory: string, ffmpegPath: string): Promise<Material> => {
  const stillDirectory = join(directory, 'stills');
  const clipDirectory = join(directory, 'clips');
  await mkdir(stillDirectory, { recursive: true });
  await mkdir(clipDirectory, { recursive: true });
  const clips: string[] = [];
  for (const seed of [1, 2, 3]) {
    const still = join(stillDirectory, `still-${seed}.jpg`);
    await writeFile(still, drawPicture(2600, 1800, seed));
    const clip = join(clipDirectory, `clip-${seed}.mp4`);
    const move = `crop=1920:1080:x='340+330*sin(t*0.9+${seed})':y='360+300*cos(t*0.7)',noise=alls=2:allf=t,format=yuv420p`;
    await execa(ffmpegPath, [
      ...['-nostdin', '-v', 'error', '-y', '-loop', '1', '-framerate', '30', '-i', still, '-t', '8'],
      ...[
        '-vf',
        move,
        '-c:v',
        'libx264',
        '-preset',
        'fast',
        '-g',
        '60',
        '-b:v',
        '10M',
        '-threads',
        '2',
        clip,
      ],
    ]);
    clips.push(clip);
  }
  return { clipDirectory, clips, stillDirectory, sentences };
};
