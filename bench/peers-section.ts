import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Measurement } from './measure.js';
import { renderLikeMoneyPrinter } from './money-printer.js';
import { prepareRemotion, renderWithRemotion } from './remotion.js';
import { type Ratio, ratioOf } from './report.js';
import { fullFilm, madeFilm, record, type Setting, sceneCount } from './setting.js';

const measureRemotion = async (setting: Setting, sceneSec: number): Promise<Measurement | undefined> => {
  const prepared = setting.withPeers
    ? await prepareRemotion(setting.directory)
    : { missing: 'it is installed and measured with --peers only' };
  if ('missing' in prepared) {
    setting.skipped.push(`Remotion: ${prepared.missing}.`);
    return undefined;
  }
  const work = {
    ...prepared,
    clips: setting.material.clips,
    sentences: setting.material.sentences,
    sceneSec,
    audio: join(setting.directory, 'sound.wav'),
  };
  return record(setting, 'Remotion, two pages at once', {
    run: async () => void (await renderWithRemotion(work)),
  });
};

/** Other ways to the same film. */
export const measurePeers = async (setting: Setting): Promise<Ratio[]> => {
  const { directory, ffmpeg, material } = setting;
  const clips = await fullFilm(setting, 'clips');
  const { videoFile, durationSec } = await madeFilm(setting, 'clips');
  const sceneSec = durationSec / sceneCount;
  const audio = join(directory, 'sound.wav');
  await execa(ffmpeg.path, ['-nostdin', '-v', 'error', '-y', '-i', videoFile, '-vn', audio]);
  await cp(videoFile.replace(/mp4$/, 'srt'), join(directory, 'captions.srt'));
  const moneyPrinter = await record(setting, 'MoneyPrinterTurbo method, by ffmpeg alone', {
    run: async () =>
      void (await renderLikeMoneyPrinter({
        ffmpegPath: ffmpeg.path,
        directory,
        clips: [...material.clips, ...material.clips],
        sceneSec,
        audio,
        subtitles: 'captions.srt',
      })),
  });
  const remotion = await measureRemotion(setting, sceneSec);
  return [
    ...ratioOf('MoneyPrinterTurbo method / full film of clips', moneyPrinter, clips, {
      limit: 5,
      atMost: false,
    }),
    ...ratioOf('Remotion / full film of clips', remotion, clips, { limit: 10, atMost: false }),
  ];
};
