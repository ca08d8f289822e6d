import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import * as z from 'zod';
import { type ConnectedDesk, connectDesk } from '../support/connected-desk.js';
import type { ToolCallResult } from '../support/mcp-clients.js';

const script = [
  'Honeybees tell each other where the flowers are. No other insect is known to talk about a place.',
  'They do it with a dance, in the dark of the hive. Their sisters follow every step with their feelers.',
  'The angle of the dance is the angle to the sun. A long dance means that the flowers are far away.',
].join('\n\n');
const spanish = [
  'Las abejas se cuentan dónde están las flores. Ningún otro insecto habla así de un lugar.',
  'Lo hacen con un baile en la oscuridad de la colmena. Sus hermanas siguen cada paso.',
  'El ángulo del baile es el ángulo al sol. Un baile largo quiere decir que las flores están lejos.',
];

let desk: ConnectedDesk;
beforeAll(async () => {
  desk = await connectDesk('second SDK, 2026 era', { REELWRIGHT_VOICE_PROVIDERS: 'flite,kokoro' });
}, 120_000);
afterAll(() => desk.close());

const call = async (name: string, args: Record<string, unknown>): Promise<ToolCallResult> => {
  const startedMs = performance.now();
  const result = await desk.client.callTool(name, args);
  // What the host waits for, and what it has to carry.
  expect(performance.now() - startedMs).toBeLessThan(50_000);
  expect([name, result.isError, result.text]).toEqual([name, false, result.text]);
  return result;
};

const finishedSchema = z.looseObject({
  status: z.string(),
  error: z.unknown(),
  video: z
    .looseObject({
      file: z.string(),
      width_px: z.number(),
      height_px: z.number(),
      scene_count: z.number(),
      review_passed: z.boolean(),
    })
    .nullable(),
});

const untilDone = async (taskId: string) => {
  for (;;) {
    const state = finishedSchema.parse(
      (await call('wait_for_video', { task_id: taskId, timeout_sec: 40 })).structured,
    );
    if (!['queued', 'running'].includes(state.status)) {
      expect([state.status, state.error]).toEqual(['succeeded', null]);
      return state.video;
    }
  }
};

const taskIdOf = ({ structured }: ToolCallResult): string =>
  z.looseObject({ task_id: z.string() }).parse(structured).task_id;

const storyboardSchema = z.looseObject({
  revision: z.number(),
  scenes: z.array(z.looseObject({ scene_id: z.string(), narration: z.string(), visual: z.string() })),
});

test('plan, make, look, change a scene, swap a picture, make again, export another shape and language', async () => {
  const id = taskIdOf(await call('create_video', { video_subject: 'How bees talk', video_script: script }));
  const plan = await call('preview_video', { task_id: id, kind: 'storyboard' });
  expect(plan.images).toHaveLength(1);
  expect(await untilDone(id)).toMatchObject({ scene_count: 3, review_passed: true, width_px: 1080 });

  const sheet = await call('preview_video', { task_id: id });
  expect(sheet.images).toHaveLength(1);

  const before = storyboardSchema.parse((await call('get_storyboard', { task_id: id })).structured);
  const [first, , third] = before.scenes;
  const edited = await call('edit_storyboard', {
    task_id: id,
    expected_revision: before.revision,
    operations: [
      {
        op: 'set-narration',
        scene_id: third?.scene_id,
        narration:
          'Its length tells how far to fly. Its angle tells in which direction, measured from the sun.',
      },
    ],
  });
  expect(edited.structured).toMatchObject({ edited_task_id: id, revision: before.revision + 1 });
  await untilDone(taskIdOf(edited));

  const canvas = createCanvas(1200, 1600);
  const context = canvas.getContext('2d');
  context.fillStyle = '#e0a020';
  context.fillRect(0, 0, 1200, 1600);
  context.fillStyle = '#402000';
  context.fillRect(300, 500, 600, 600);
  const picture = join(desk.directory, 'bee "1".png');
  await writeFile(picture, await canvas.encode('png'));
  const second = taskIdOf(edited);
  const middle = storyboardSchema.parse((await call('get_storyboard', { task_id: second })).structured);
  const swapped = taskIdOf(
    await call('edit_storyboard', {
      task_id: second,
      expected_revision: middle.revision,
      operations: [{ op: 'set-visual', scene_id: first?.scene_id, visual: { kind: 'file', path: picture } }],
    }),
  );
  expect(await untilDone(swapped)).toMatchObject({ scene_count: 3, review_passed: true });
  const looked = await call('preview_video', { task_id: swapped, kind: 'scene', scene_id: first?.scene_id });
  expect(looked.images).toHaveLength(1);

  const exported = await call('export_video', {
    task_id: swapped,
    aspects: ['16:9'],
    language: { code: 'es', narrations: spanish, voice_name: 'ef_dora' },
    files: ['gif', 'srt'],
  });
  const { tasks, files } = z
    .looseObject({
      tasks: z.array(z.looseObject({ task_id: z.string() })),
      files: z.array(z.looseObject({ kind: z.string(), file: z.string() })),
    })
    .parse(exported.structured);
  expect(await readFile(files.find(({ kind }) => kind === 'srt')?.file ?? '', 'utf8')).toContain('-->');
  const [wide, translated] = tasks;
  const film = await untilDone(wide?.task_id ?? '');
  expect(film).toMatchObject({ width_px: 1920, height_px: 1080 });
  await untilDone(translated?.task_id ?? '');

  const analysed = await call('analyze_video_content', { video_uri: film?.file, analysis_type: 'full' });
  expect(analysed.structured).toMatchObject({ status: 'done', file: film?.file });
}, 600_000);
