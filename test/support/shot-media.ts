import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '../../src/footage/visual.js';
import type { ShotInput } from '../../src/render/shot-step.js';
import type { Artifact } from '../../src/steps/artifact.js';
import { makeMedia, testFfmpeg } from './ffmpeg.js';
import type { StepBench } from './step-context.js';

/** A small frame keeps tests quick; the graphs are the same at every size. */
export const smallFrame = { widthPx: 270, heightPx: 480 } as const;

const make = async (
  bench: StepBench,
  directory: string,
  name: string,
  ...args: string[]
): Promise<Artifact> => {
  await makeMedia(directory, ...args, name);
  return await bench.artifacts.adopt(join(directory, name), name.split('.').at(-1) ?? 'bin');
};

/** A moving background of 54 x 96 pixels and two layers, one of them late. */
export const makeCard = async (bench: StepBench, directory: string, frameCount: number): Promise<Picture> => {
  const source = `gradients=s=54x96:c0=0x0b1026:c1=0x5b2be0:r=30:d=${frameCount / 30}:speed=0.01`;
  const frames = await make(
    bench,
    directory,
    'ground.raw',
    '-f',
    'lavfi',
    '-i',
    source,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb48le',
  );
  const image = await make(
    bench,
    directory,
    'layer.png',
    '-f',
    'lavfi',
    '-i',
    'color=white@0.9:s=160x60,format=rgba',
    '-frames:v',
    '1',
  );
  const size = { widthPx: 160, heightPx: 60 };
  return {
    kind: 'card',
    background: { frames, widthPx: 54, heightPx: 96, frameCount },
    layers: [
      { image, xPx: 54, yPx: 100, ...size, enter: 'none', delaySec: 0 },
      { image, xPx: 54, yPx: 250, ...size, enter: 'rise', delaySec: 0.2 },
    ],
  };
};

export const makeStill = async (bench: StepBench, directory: string, size = '800x600'): Promise<Picture> => {
  const [widthPx = 0, heightPx = 0] = size.split('x').map(Number);
  const file = await make(
    bench,
    directory,
    `still-${size}.jpg`,
    '-f',
    'lavfi',
    '-i',
    `testsrc2=s=${size}`,
    '-frames:v',
    '1',
  );
  return { kind: 'still', file, widthPx, heightPx };
};

export const makeClip = async (
  bench: StepBench,
  directory: string,
  { durationSec = 2, rate = '30', startSec = 0, size = '480x270' } = {},
): Promise<Picture> => {
  const source = `testsrc2=s=${size}:r=${rate}:d=${durationSec}`;
  const name = `clip-${durationSec}-${rate.replace('/', '-')}.mp4`;
  const file = await make(
    bench,
    directory,
    name,
    '-f',
    'lavfi',
    '-i',
    source,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
  );
  const [widthPx = 0, heightPx = 0] = size.split('x').map(Number);
  return { kind: 'clip', file, widthPx, heightPx, durationSec, startSec };
};

/** An ASS file in one of our own fonts, with a word that would be a command elsewhere. */
export const makeCaptions = async (bench: StepBench): Promise<NonNullable<ShotInput['captions']>> => {
  const font = 'node_modules/@expo-google-fonts/montserrat/800ExtraBold/Montserrat_800ExtraBold.ttf';
  const ass = [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${smallFrame.widthPx}`,
    `PlayResY: ${smallFrame.heightPx}`,
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Alignment, MarginV',
    'Style: Default,Montserrat ExtraBold,30,&H00FFFFFF,&H00000000,1,2,2,120',
    '[Events]',
    'Format: Layer, Start, End, Style, Text',
    'Dialogue: 0,0:00:00.10,0:00:01.00,Default,Words that read',
    '',
  ].join('\n');
  return {
    ass: await bench.artifacts.publishBytes(Buffer.from(ass), 'ass'),
    fonts: [await bench.artifacts.publishBytes(await readFile(font), 'ttf')],
    band: { topPx: 316, bottomPx: 370 },
  };
};

export const shotOf = async (picture: Picture, overrides: Partial<ShotInput> = {}): Promise<ShotInput> => ({
  picture,
  motion: 'automatic',
  frameCount: 36,
  framesPerSec: 30,
  ...smallFrame,
  quality: 'standard',
  ffmpegVersion: (await testFfmpeg()).version,
  ...overrides,
});
