import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { createStoryboardSheetStep } from '../../../src/footage/storyboard-sheet-step.js';
import { frameSizes } from '../../../src/render/frame.js';
import { dealCards } from '../../../src/studio/deal-cards.js';
import { testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';
import { adaStoryboard } from '../../support/storyboards.js';

jest.setTimeout(60_000);

let directory: string;
let bench: StepBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-sheet-'));
  bench = createStepBench(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const step = createStoryboardSheetStep({ fontFiles: async () => [], ffmpeg: testFfmpegLocator() });
const ada = dealCards(adaStoryboard(), loadEmojiIndex());
const cards = ada.scenes.map(({ narration, dealt }, index) => ({
  narration,
  label: String(index + 1),
  picture: { kind: 'card' as const, spec: dealt.card, palette: dealt.palette },
}));
const input = async (scenes = cards, aspect: keyof typeof frameSizes = '9:16') => ({
  scenes,
  ...frameSizes[aspect],
  reserved: { topPx: 1300, bottomPx: 1500 },
  platform: 'all' as const,
  rightToLeft: false,
  seed: 7,
  fontPacks: [],
  ffmpegVersion: (await testFfmpeg()).version,
});

describe('the contact sheet of a storyboard', () => {
  test('shows six scenes within three seconds of work, below 200 KB', async () => {
    await bench.run(step, await input(cards.slice(0, 1)));
    const begun = process.cpuUsage();
    const { contactSheet } = await bench.run(step, await input());
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1e6).toBeLessThan(3);
    expect(contactSheet.sizeBytes).toBeLessThan(200_000);
  });

  test('stays below 200 KB with as many scenes as it takes, in any shape', async () => {
    const many = Array.from({ length: 24 }, (_, index) => cards[index % cards.length] ?? cards[0]).flatMap(
      (scene) => (scene === undefined ? [] : [scene]),
    );
    const { contactSheet } = await bench.run(step, await input(many, '16:9'));
    expect(contactSheet.sizeBytes).toBeLessThan(200_000);
  });
});
