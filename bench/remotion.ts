import { access, constants, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';

const version = '4.0.529';
const packages = ['@remotion/cli', '@remotion/bundler', '@remotion/renderer', 'remotion'];
const chromiums = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export type Remotion = { readonly project: string; readonly chromium: string };

const findChromium = async (): Promise<string | undefined> => {
  for (const file of chromiums) {
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) {
      return file;
    }
  }
  return undefined;
};

/** Installs Remotion into a scratch directory; it is no dependency of ours. Says what is missing otherwise. */
export const prepareRemotion = async (
  directory: string,
): Promise<Remotion | { readonly missing: string }> => {
  const chromium = await findChromium();
  if (chromium === undefined) {
    return { missing: 'there is no Chromium in the usual places' };
  }
  const project = join(directory, 'remotion');
  await mkdir(join(project, 'public'), { recursive: true });
  await writeFile(join(project, 'package.json'), '{"private": true}\n');
  const wanted = [...packages.map((name) => `${name}@${version}`), 'react@18.3.1', 'react-dom@18.3.1'];
  const installed = await execa('npm', ['install', '--no-audit', '--no-fund', ...wanted], {
    cwd: project,
    reject: false,
    timeout: 300_000,
  });
  return installed.failed ? { missing: 'npm could not install it' } : { project, chromium };
};

export type RemotionWork = Remotion & {
  readonly clips: readonly string[];
  readonly sentences: readonly string[];
  readonly sceneSec: number;
  readonly audio: string;
};

/** Clips that fill the frame, a caption that colours its words one after another, and the finished sound. */
const source = ({ clips, sentences, sceneSec, audio }: RemotionWork): string => `
import React from 'react';
import { AbsoluteFill, Audio, Composition, OffthreadVideo, registerRoot, Sequence, staticFile, useCurrentFrame } from 'remotion';

const frames = ${Math.round(sceneSec * 30)};
const clips = ${JSON.stringify(clips.map((clip) => basename(clip)))};
const sentences = ${JSON.stringify(sentences)};

const Caption = ({ text }) => {
  const words = text.split(' ');
  const spoken = Math.floor((useCurrentFrame() / frames) * words.length);
  const first = spoken - (spoken % 4);
  return (
    <AbsoluteFill style={{ justifyContent: 'flex-end', alignItems: 'center', paddingBottom: 420 }}>
      <div style={{ font: '800 84px sans-serif', color: 'white', textAlign: 'center', WebkitTextStroke: '4px black', paintOrder: 'stroke', width: 900 }}>
        {words.slice(first, first + 4).map((word, index) => (
          <span key={index} style={{ color: first + index === spoken ? '#ffdc3d' : 'white' }}>{word} </span>
        ))}
      </div>
    </AbsoluteFill>
  );
};

const Film = () => (
  <AbsoluteFill style={{ backgroundColor: 'black' }}>
    {sentences.map((text, index) => (
      <Sequence key={index} from={index * frames} durationInFrames={frames}>
        <OffthreadVideo muted src={staticFile(clips[index % clips.length])} style={{ width: '100%', height: '100%', objectFit: 'cover' }} />
        <Caption text={text} />
      </Sequence>
    ))}
    <Audio src={staticFile(${JSON.stringify(basename(audio))})} />
  </AbsoluteFill>
);

registerRoot(() => <Composition id="film" component={Film} width={1080} height={1920} fps={30} durationInFrames={frames * sentences.length} />);
`;

/** Renders the film with Remotion's own settings, two pages at once. */
export const renderWithRemotion = async (work: RemotionWork): Promise<void> => {
  const { project, chromium, clips, audio } = work;
  for (const file of [...clips, audio]) {
    await cp(file, join(project, 'public', basename(file)));
  }
  await writeFile(join(project, 'index.jsx'), source(work));
  const output = join(project, 'film.mp4');
  await execa(
    process.execPath,
    [
      ...[
        join(project, 'node_modules', '@remotion', 'cli', 'remotion-cli.js'),
        'render',
        'index.jsx',
        'film',
        output,
      ],
      ...[`--browser-executable=${chromium}`, '--concurrency=2', '--log=error', '--overwrite'],
    ],
    { cwd: project, timeout: 900_000 },
  );
  await rm(output);
};
