import { ask, describeFailure, exportSchema } from './answers.js';
import { button, element, pathField } from './element.js';
import type { Host } from './host.js';

const files = { gif: 'GIF', srt: 'Subtitles (SRT)', vtt: 'Subtitles (VTT)' } as const;

export type ExportsView = {
  readonly root: HTMLElement;
  /** Offers what there is beside the film itself, which is in `aspect`. */
  show(taskId: string, aspect: string): void;
  clear(): void;
};

export type ExportsOptions = {
  readonly host: Host;
  readonly aspects: readonly string[];
  readonly say: (text: string) => void;
  readonly onOpen: (taskId: string) => void;
};

/** The same film in other shapes and as other files. */
export const createExportsView = ({ host, aspects, say, onOpen }: ExportsOptions): ExportsView => {
  const buttons = element('div', { class: 'buttons' });
  const made = element('ul', { class: 'exports' });
  const root = element(
    'section',
    { class: 'export', hidden: '' },
    element('h2', {}, 'Export'),
    buttons,
    made,
  );

  const request = async (
    pressed: HTMLButtonElement,
    args: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    pressed.disabled = true;
    const answer = await ask(host, 'export_video', args, exportSchema);
    pressed.disabled = false;
    if (!answer.ok) {
      say(describeFailure(answer.failure));
      return;
    }
    for (const { kind, file } of answer.value.files) {
      made.append(element('li', {}, pathField(`Path of the ${kind.toUpperCase()} file`, file)));
      say(`The ${kind.toUpperCase()} is at ${file}`);
    }
    for (const { task_id: taskId, what } of answer.value.tasks) {
      const open = button('Show', () => onOpen(taskId));
      made.append(element('li', { class: 'export-row' }, `Being made ${what}`, open));
      say(`The video is being made ${what}.`);
      host.tellModel(`In the panel, the person asked for the video ${what}. Task ${taskId} makes it.`);
    }
  };

  const offer = (label: string, args: Readonly<Record<string, unknown>>): void => {
    const pressed: HTMLButtonElement = button(label, () => void request(pressed, args));
    buttons.append(pressed);
  };

  return {
    root,
    show(taskId, aspect) {
      buttons.replaceChildren();
      made.replaceChildren();
      for (const other of aspects.filter((name) => name !== aspect)) {
        offer(`As ${other}`, { task_id: taskId, aspects: [other] });
      }
      for (const [kind, label] of Object.entries(files)) {
        offer(label, { task_id: taskId, files: [kind] });
      }
      root.hidden = false;
    },
    clear() {
      root.hidden = true;
    },
  };
};
