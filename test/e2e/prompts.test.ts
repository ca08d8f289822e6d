import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { prompts } from '../../prompts/index.js';
import { type ConnectedDesk, connectDesk } from '../support/connected-desk.js';
import type { ToolCallResult } from '../support/mcp-clients.js';
import { followPrompt, type Lines } from '../support/scripted-model.js';

const timeoutMs = 300_000;

let desk: ConnectedDesk;
let firstTask = '';
const followed = new Set<string>();

beforeAll(async () => {
  // Without packs: neither music nor the neural voice, so that six films take no longer than they must.
  desk = await connectDesk('first SDK', {
    REELWRIGHT_PACKS_DIRECTORY: '',
    REELWRIGHT_PACKS_INSTALL: 'never',
  });
}, 120_000);
afterAll(() => desk.close());

const videoSchema = z.looseObject({
  task_id: z.string(),
  video: z.looseObject({ file: z.string(), width_px: z.number(), height_px: z.number() }),
});

/** The film that the last wait of a run was for, which has to be there. */
const finished = async (results: readonly ToolCallResult[]) => {
  const last = results.findLast(({ structured }) => videoSchema.safeParse(structured).success);
  const { task_id: taskId, video } = videoSchema.parse(last?.structured);
  await access(video.file);
  return { taskId, video };
};

const run = async (name: string, args: Record<string, string>, lines: Lines) => {
  followed.add(name);
  const results = await followPrompt(desk.client, await desk.client.promptText(name, args), lines);
  return results;
};

const narration =
  'Your cat is a small engine, and nobody knows all of its parts.\n\nIt purrs at twenty-five beats a second, when it is glad and when it is hurt.';
const words = (subject: string): Lines => ({
  create_video: () => ({ video_subject: subject, video_script: narration, bgm_type: 'none' }),
});

const storyboardSchema = z.looseObject({
  revision: z.number(),
  scenes: z.array(z.looseObject({ scene_id: z.string(), narration: z.string() })),
});
const storyboardIn = (results: readonly ToolCallResult[]) =>
  results
    .map(({ structured }) => storyboardSchema.safeParse(structured).data)
    .findLast((document) => document !== undefined);

test(
  'short_video leads to a film',
  async () => {
    const results = await run('short_video', { topic: 'cats', duration_sec: '10' }, words('Why cats purr'));
    firstTask = (await finished(results)).taskId;
  },
  timeoutMs,
);

test(
  'review_and_improve leads to a better film',
  async () => {
    const results = await run(
      'review_and_improve',
      { task_id: firstTask },
      {
        analyze_video_content: (earlier) => ({
          video_uri: z
            .looseObject({ video: z.looseObject({ file: z.string() }) })
            .parse(earlier[0]?.structured).video.file,
        }),
        edit_storyboard: (earlier) => {
          const document = storyboardIn(earlier);
          return {
            expected_revision: document?.revision,
            operations: [{ op: 'set-captions', style: 'pop' }],
          };
        },
      },
    );
    expect((await finished(results)).taskId).not.toBe(firstTask);
  },
  timeoutMs,
);

test(
  'repurpose leads to a film of another shape',
  async () => {
    const results = await run('repurpose', { task_id: firstTask, platform: 'linkedin' }, {});
    const { video } = await finished(results);
    expect([video.width_px, video.height_px]).toEqual([1080, 1080]);
  },
  timeoutMs,
);

test(
  'explainer_from_document leads to a film of the document',
  async () => {
    const document = join(desk.directory, 'bees.md');
    await writeFile(
      document,
      '# Bees\n\nA honeybee finds flowers up to ten kilometres away. She flies home and dances. The dance tells the others the way. They follow it in the dark of the hive.\n',
    );
    const results = await run(
      'explainer_from_document',
      { document, duration_sec: '10' },
      {
        create_video: () => ({ video_subject: 'How bees tell the way' }),
        edit_storyboard: (earlier) => ({
          expected_revision: storyboardIn(earlier)?.revision,
          operations: [{ op: 'set-music', mood: 'none' }],
        }),
      },
    );
    await finished(results);
  },
  timeoutMs,
);

test(
  'series_plan leads to all films of a series',
  async () => {
    const results = await run(
      'series_plan',
      { theme: 'pets', episodes: '2', duration_sec: '10' },
      {
        batch_video_generation: () => ({
          subjects: ['Why cats purr', 'Why dogs wag'],
          scripts: [narration, narration.replaceAll('cat', 'dog').replaceAll('purrs', 'wags')],
        }),
      },
    );
    const { batch } = z
      .looseObject({ batch: z.array(z.looseObject({ status: z.string(), file: z.string() })) })
      .parse(results.at(-1)?.structured);
    expect(batch.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    await Promise.all(batch.map(({ file }) => access(file)));
  },
  timeoutMs,
);

test(
  'product_spot leads to a film',
  async () => {
    const results = await run(
      'product_spot',
      { product: 'A brush for cats', facts: 'It costs ten euros.', duration_sec: '10' },
      words('The cat brush'),
    );
    await finished(results);
  },
  timeoutMs,
);

test('every prompt was followed', () => {
  expect([...followed].toSorted()).toEqual(prompts.map(({ name }) => name).toSorted());
});

test('the resources of a finished film can be read as they are', async () => {
  const srt = await desk.client.readContents(`reelwright://videos/${firstTask}/captions.srt`);
  expect(srt).toMatchObject({ mimeType: 'application/x-subrip', text: expect.stringContaining('-->') });
  const vtt = await desk.client.readContents(`reelwright://videos/${firstTask}/captions.vtt`);
  expect(vtt).toMatchObject({ mimeType: 'text/vtt', text: expect.stringMatching(/^WEBVTT/) });
  const poster = await desk.client.readContents(`reelwright://videos/${firstTask}/poster.jpg`);
  expect(poster.mimeType).toBe('image/jpeg');
  expect(Buffer.from(poster.blob ?? '', 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  expect(await desk.client.readResource(`reelwright://storyboards/${firstTask}`)).toMatchObject({
    task_id: firstTask,
  });
  expect(await desk.client.readResource('reelwright://styles')).toMatchObject({ aspects: expect.any(Array) });
  expect(await desk.client.readResource('reelwright://voices')).toMatchObject({
    languages: expect.any(Object),
  });
  const { settings } = z
    .looseObject({ settings: z.array(z.object({ key: z.string(), value: z.string(), origin: z.string() })) })
    .parse(await desk.client.readResource('reelwright://configuration'));
  expect(settings.find(({ key }) => key === 'home')?.value).toBe(desk.home);
});
