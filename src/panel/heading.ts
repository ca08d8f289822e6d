import type { Status } from './answers.js';
import { button, element } from './element.js';
import type { Host } from './host.js';
import { describeStage } from './words.js';

export type Heading = {
  readonly root: HTMLElement;
  update(status: Status): void;
  /** Whether there is a film that this one came from. */
  setEarlier(exists: boolean): void;
};

/** The tool that a model calls over and over: each call shows a panel, which had better be small. */
const repeatedTool = 'wait_for_video';

/** Shows one line where the tool is one that is repeated, until the person wants all. */
const createDetailsButton = (toolName: string | undefined): HTMLButtonElement => {
  const setCompact = (compact: boolean): void => {
    document.body.classList.toggle('compact', compact);
    details.hidden = !compact;
  };
  const details = button('Show details', () => setCompact(false));
  setCompact(toolName === repeatedTool);
  return details;
};

const createModeButton = ({ context, requestDisplayMode }: Host): HTMLButtonElement => {
  let mode = context.displayMode ?? 'inline';
  const show = (): void => {
    full.textContent = mode === 'fullscreen' ? 'Leave full screen' : 'Full screen';
  };
  const change = async (): Promise<void> => {
    mode = await requestDisplayMode(mode === 'fullscreen' ? 'inline' : 'fullscreen').catch(() => mode);
    show();
  };
  const full = button('Full screen', () => void change());
  full.hidden = context.availableDisplayModes?.includes('fullscreen') !== true;
  show();
  return full;
};

/** The title of the film, what became of it, and what concerns the panel itself. */
export const createHeading = (host: Host, onEarlier: () => void): Heading => {
  const title = element('h1', {}, 'Video');
  const badge = element('span', { class: 'badge' });
  const earlier = button('Earlier version', onEarlier, { hidden: '' });
  const buttons = element(
    'div',
    { class: 'buttons' },
    earlier,
    createDetailsButton(host.context.toolInfo?.tool.name),
    createModeButton(host),
  );
  return {
    root: element('header', {}, title, badge, buttons),
    update(status) {
      title.textContent = status.title;
      badge.textContent = describeStage(status);
      badge.dataset['status'] = status.status;
      badge.hidden = status.status === 'queued' || status.status === 'running';
    },
    setEarlier: (exists) => {
      earlier.hidden = !exists;
    },
  };
};
