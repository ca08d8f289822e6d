import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '@modelcontextprotocol/client';
import type { Browser, Frame } from 'playwright-core';
import { chromiumPath, withoutChromium } from '../../support/chromium.js';
import {
  blobPolicy,
  launchBrowser,
  noMediaPolicy,
  type ShownPanel,
  type ShowOptions,
  showPanel,
  untilTrue,
} from '../../support/panel-browser.js';
import { connectHostClient } from '../../support/panel-server.js';
import { createPanelStudio, type PanelStudio } from '../../support/panel-studio.js';

const inChromium = chromiumPath === undefined ? describe.skip : describe;
const title =
  chromiumPath === undefined ? `the panel in Chromium: ${withoutChromium}` : 'the panel in Chromium';

inChromium(title, () => {
  let browser: Browser;
  let studio: PanelStudio;
  let client: Client;
  const shown: ShownPanel[] = [];

  beforeAll(async () => {
    browser = await launchBrowser(chromiumPath ?? '');
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    studio = await createPanelStudio();
    client = await connectHostClient(studio);
  });
  afterEach(async () => {
    await Promise.all(shown.splice(0).map((panel) => panel.close()));
    await client.close();
    await studio.remove();
  });

  const show = async (options: Partial<ShowOptions> = {}): Promise<ShownPanel> => {
    const tool = { name: 'create_video', args: { video_subject: 'Cats', video_script: 'Cats purr.' } };
    const panel = await showPanel(browser, { client, tool, ...options });
    shown.push(panel);
    return panel;
  };

  const showFinished = async (options: Partial<ShowOptions> = {}): Promise<ShownPanel> => {
    const task = await studio.createFilm({ subject: 'Cats', script: 'Cats purr.' });
    studio.succeed(task.id, studio.film);
    return show({ tool: { name: 'get_generation_status', args: { task_id: task.id } }, ...options });
  };

  const untilStage = (frame: Frame, stage: string): Promise<void> =>
    frame.locator('.stage', { hasText: stage }).waitFor();

  const expectNoTrace = ({ complaints, requests }: ShownPanel): void => {
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  };

  test('follows a task from its first stage to the finished film, and plays it', async () => {
    const panel = await show();
    const { frame } = panel;
    await untilStage(frame, 'Waiting for its turn');
    studio.advance('task-000001', { stage: 'shots', progress: 0.42, etaSec: 11 });
    await untilStage(frame, 'Drawing the scenes');
    await frame.getByText('42 % · about 11 s left').waitFor();
    expect(await frame.getByRole('progressbar', { name: 'Progress' }).getAttribute('value')).toBe('0.42');
    expect(await frame.getByLabel('Words of scene 1').isEditable()).toBe(false);
    await frame.getByRole('img', { name: 'All scenes side by side' }).waitFor();

    studio.succeed('task-000001', studio.film);
    await frame.getByRole('button', { name: /^Play Cats/ }).click();
    const video = 'document.querySelector("video")';
    await untilTrue(frame, `${video}?.readyState >= 3`);
    expect(
      await frame.evaluate(
        `(({ videoWidth, videoHeight, error }) => [videoWidth, videoHeight, error])(${video})`,
      ),
    ).toEqual([270, 480, null]);
    expect(await frame.evaluate(`${video}.src.slice(0, 15)`)).toBe('data:video/mp4;');
    expect(panel.calls).toContain('read_video_bytes');
    expectNoTrace(panel);
  }, 60_000);

  test('shows a frame and the words of each scene, as text whatever is in them', async () => {
    const panel = await showFinished();
    for (const number of [1, 2, 3]) {
      await panel.frame.getByRole('img', { name: new RegExp(`^Scene ${number}: `) }).waitFor();
    }
    expect(await panel.frame.getByLabel('Words of scene 3').inputValue()).toBe(
      'Nobody knows for certain why. <b>It may "heal" bones & more</b>, say those who measured it.',
    );
    expectNoTrace(panel);
  }, 60_000);

  test('sends what was changed of scenes in one edit, and follows the new task', async () => {
    const panel = await showFinished();
    const { frame } = panel;
    await frame.getByLabel('Words of scene 1').fill('Your cat is a motor.');
    await frame.getByLabel('Picture of scene 2').selectOption('quote');
    await frame.getByText('2 scenes changed').waitFor();
    await frame.getByRole('button', { name: 'Make the video again' }).click();
    await untilStage(frame, 'Waiting for its turn');
    const [first, second] = studio.storyboardOf('task-000001').scenes;
    expect(studio.edits).toEqual([
      {
        expectedRevision: 1,
        operations: [
          { op: 'set-narration', sceneId: first?.id, narration: 'Your cat is a motor.' },
          { op: 'set-visual', sceneId: second?.id, visual: { kind: 'card', style: 'quote' } },
        ],
      },
    ]);
    expect(await panel.toldModel()).toContain('task-000002');
    await frame.getByRole('button', { name: 'Earlier version' }).click();
    await frame.getByRole('button', { name: /^Play Cats/ }).waitFor();
    expectNoTrace(panel);
  }, 60_000);

  test('tells of an edit made elsewhere, keeps what was typed, and sends it when asked again', async () => {
    const panel = await showFinished();
    const { frame } = panel;
    await frame.getByLabel('Words of scene 1').fill('Your cat is a motor.');
    await studio.editElsewhere('task-000001', 'Your cat is a stove.');
    const send = frame.getByRole('button', { name: 'Make the video again' });
    await send.click();
    await frame.getByText(/changed elsewhere in the meantime/).waitFor();
    await frame.getByText('It now says: Your cat is a stove.').waitFor();
    expect(await frame.getByLabel('Words of scene 1').inputValue()).toBe('Your cat is a motor.');
    expect(studio.edits).toEqual([]);
    await send.click();
    await untilStage(frame, 'Waiting for its turn');
    expect(studio.edits).toMatchObject([{ expectedRevision: 2 }]);
  }, 60_000);

  test('cancels, and says why a task failed', async () => {
    const panel = await show();
    await panel.frame.getByRole('button', { name: 'Cancel' }).click();
    await panel.frame.locator('.badge', { hasText: 'Cancelled' }).waitFor();
    expect((await studio.getTask('task-000001')).state).toBe('cancelled');

    const other = await show();
    studio.fail('task-000002', { code: 'DISK_FULL', message: 'The disk is full.', hint: 'Make room.' });
    await other.frame.getByText('The disk is full. Make room.').waitFor();
    expectNoTrace(other);
  }, 60_000);

  test('exports another shape as a task to open, and a file as a path', async () => {
    const panel = await showFinished();
    const { frame } = panel;
    await frame.getByRole('button', { name: 'Subtitles (SRT)' }).click();
    await frame.getByLabel('Path of the SRT file').waitFor();
    await frame.getByRole('button', { name: 'As 16:9' }).click();
    await frame.getByRole('button', { name: 'Show', exact: true }).click();
    await untilStage(frame, 'Waiting for its turn');
    expect(studio.variants).toEqual([{ aspects: ['16:9'] }]);
  }, 60_000);

  test.each([
    ['plays from blob: where a host allows only that', blobPolicy, true],
    ['names the file where a host lets nothing play', noMediaPolicy, false],
  ])(
    '%s',
    async (_does, policy, plays) => {
      const panel = await showFinished({ policy });
      const { frame } = panel;
      await frame.getByRole('img', { name: 'Poster of Cats' }).waitFor();
      await frame.getByRole('button', { name: /^Play Cats/ }).click();
      if (plays) {
        await untilTrue(frame, 'document.querySelector("video")?.readyState >= 3');
      } else {
        await frame.getByText(/does not let the panel play video/).waitFor();
        expect(panel.complaints.join('\n')).toContain('Content Security Policy');
      }
      expect(await frame.getByLabel('Path of the video').inputValue()).toBe(studio.film.videoFile);
      expect(panel.requests).toEqual([]);
    },
    60_000,
  );

  test('says so where a film is too large, or is there no more', async () => {
    const task = await studio.createFilm({ subject: 'Cats', script: 'Cats purr.' });
    studio.succeed(task.id, { ...studio.film, sizeBytes: 300_000_000 });
    const tool = { name: 'wait_for_video', args: { task_id: task.id, timeout_sec: 0 } };
    const large = await show({ tool });
    await large.frame.getByRole('button', { name: 'Show details' }).click();
    await large.frame.getByText('At 300.0 MB the video is too large to play here. Open the file.').waitFor();

    const gone = await showFinished();
    const play = gone.frame.getByRole('button', { name: /^Play Cats/ });
    await play.waitFor();
    await rm(studio.film.videoFile);
    await play.click();
    await gone.frame.getByText(/no longer what it was when it was made/).waitFor();
  }, 60_000);

  test('is one line for a call that a model repeats, until it is opened', async () => {
    const task = await studio.createFilm({ subject: 'Cats', script: 'Cats purr.' });
    studio.succeed(task.id, studio.film);
    const panel = await show({ tool: { name: 'wait_for_video', args: { task_id: task.id } } });
    const details = panel.frame.getByRole('button', { name: 'Show details' });
    await details.waitFor();
    const play = panel.frame.getByRole('button', { name: /^Play Cats/ });
    expect(await play.isVisible()).toBe(false);
    await details.click();
    await play.waitFor();
  }, 60_000);

  test("has a name for every control, takes the host's theme, and fits 320 px", async () => {
    const panel = await showFinished({ widthPx: 320 });
    const { frame } = panel;
    await frame.getByLabel('Words of scene 3').waitFor();
    const unnamed = await frame.evaluate(
      `[...document.querySelectorAll('button, input, select, textarea, video, canvas, progress')].filter((node) =>
        !(node.ariaLabel || node.textContent.trim() || [...(node.labels ?? [])].some((label) => label.textContent)) ||
        (node.labels && ['SELECT', 'TEXTAREA'].includes(node.tagName) && node.labels.length === 0)).length`,
    );
    expect(unnamed).toBe(0);
    expect(await frame.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const paper = () => frame.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await panel.setTheme('dark');
    await untilTrue(frame, "document.documentElement.dataset.theme === 'dark'");
    expect(await paper()).toBe('rgb(30, 29, 27)');
    expectNoTrace(panel);
  }, 60_000);
});
