import * as z from 'zod/mini';
import { type Answer, ask, describeFailure, type Status, statusSchema } from './answers.js';
import { element } from './element.js';
import { createExportsView } from './exports.js';
import { followTask } from './follow-task.js';
import { createHeading } from './heading.js';
import type { Host } from './host.js';
import { createPictureSource } from './picture.js';
import { createPlayerView } from './player.js';
import { createProgressView } from './progress.js';
import { createSheetView } from './sheet.js';
import { createStoryboardView } from './storyboard.js';

/** What there is to choose from; set when the page is built. */
export type Facts = { readonly styles: readonly string[]; readonly aspects: readonly string[] };

export type Panel = {
  /** Shows a task and follows it until it has ended. */
  open(taskId: string): void;
  /** What the call that the panel is shown for came to. */
  showStatus(status: Status): void;
  close(): void;
};

type Navigation = {
  readonly say: (text: string) => void;
  /** Shows another film that came from the one on show. */
  readonly onOpen: (taskId: string) => void;
  readonly onCancel: () => Promise<void>;
  readonly onEarlier: () => void;
};

/** The parts of the page, each of which knows nothing of the others. */
const createViews = (host: Host, facts: Facts, { say, onOpen, onCancel, onEarlier }: Navigation) => {
  const pictures = createPictureSource(host);
  const exports = createExportsView({ host, aspects: facts.aspects, say, onOpen });
  return {
    heading: createHeading(host, onEarlier),
    progress: createProgressView(onCancel),
    sheet: createSheetView(pictures),
    player: createPlayerView({ host, pictures, beside: exports.root }),
    storyboard: createStoryboardView({ host, pictures, styles: facts.styles, say, onEdited: onOpen }),
    exports,
  };
};

export const createPanel = (host: Host, facts: Facts, place: HTMLElement): Panel => {
  const live = element('p', { class: 'live', role: 'status' });
  const earlier: string[] = [];
  let taskId = '';
  let stop = new AbortController();
  /** What of the task is on show, so that nothing is shown twice. */
  let onShow: 'nothing' | 'work' | 'film' = 'nothing';

  const say = (text: string): void => {
    if (live.textContent !== text) {
      live.textContent = text;
    }
  };
  const onOpen = (next: string): void => {
    earlier.push(taskId);
    follow(next);
  };
  const onEarlier = (): void => {
    const before = earlier.pop();
    if (before !== undefined) {
      follow(before);
    }
  };
  const onCancel = async (): Promise<void> => {
    const answer = await ask(
      host,
      'cancel_generation',
      { task_id: taskId },
      z.object({ status: z.string() }),
    );
    if (answer.ok) {
      host.tellModel(`In the panel, the person cancelled task ${taskId}.`);
    } else {
      say(describeFailure(answer.failure));
    }
  };

  const views = createViews(host, facts, { say, onOpen, onCancel, onEarlier });
  const { heading, progress, sheet, player, storyboard, exports } = views;
  place.replaceChildren(heading.root, progress.root, live, player.root, sheet.root, storyboard.root);

  const showWork = async (id: string): Promise<void> => {
    await storyboard.show(id, { finished: false });
    if (onShow === 'work' && id === taskId) {
      await sheet.show(id);
    }
  };

  const showFilm = async ({ task_id: id, title, video }: Status): Promise<void> => {
    if (video === null) {
      return;
    }
    sheet.clear();
    player.show(id, title, video);
    const shown = await storyboard.show(id, { finished: true });
    if (shown !== undefined && id === taskId) {
      exports.show(id, shown.aspect);
    }
  };

  const showStatus = (status: Status): void => {
    if (status.task_id !== taskId) {
      follow(status.task_id);
    }
    heading.update(status);
    progress.update(status);
    if (status.status === 'running' && onShow === 'nothing') {
      onShow = 'work';
      void showWork(status.task_id);
    } else if (status.status === 'succeeded' && onShow !== 'film') {
      onShow = 'film';
      void showFilm(status);
    }
  };

  const onAnswer = (answer: Answer<Status>): void => {
    if (answer.ok) {
      showStatus(answer.value);
    } else {
      say(describeFailure(answer.failure));
    }
  };

  const follow = (id: string): void => {
    stop.abort();
    stop = new AbortController();
    taskId = id;
    onShow = 'nothing';
    heading.setEarlier(earlier.length > 0);
    for (const view of [sheet, player, storyboard, exports]) {
      view.clear();
    }
    if (host.callsTools) {
      const { signal } = stop;
      void followTask(host, id, { signal, isHidden: () => document.hidden, onAnswer });
    } else {
      say('This app does not let the panel ask how the video is coming along.');
    }
  };

  return {
    open(id) {
      if (id !== taskId) {
        follow(id);
      }
    },
    showStatus,
    close: () => stop.abort(),
  };
};

/** The status in a result, where it is one of the tools that return it. */
export const statusIn = (structured: unknown): Status | undefined => statusSchema.safeParse(structured).data;

/** The task that a call or its result is about. */
export const taskIdIn = (value: unknown): string | undefined =>
  z.object({ task_id: z.string() }).safeParse(value).data?.task_id;
