import { describeFailure, type Status } from './answers.js';
import { button, element } from './element.js';
import { describeRemaining, describeStage } from './words.js';

export type ProgressView = {
  readonly root: HTMLElement;
  update(status: Status): void;
};

const isUnderWay = ({ status }: Status): boolean => status === 'queued' || status === 'running';

/** How far a task is, what goes on, and a way to end it. */
export const createProgressView = (onCancel: () => Promise<void>): ProgressView => {
  const stage = element('span', { class: 'stage' });
  const remaining = element('span', { class: 'remaining' });
  const bar = element('progress', { max: '1', value: '0', 'aria-label': 'Progress' });
  const cancel = button('Cancel', () => {
    cancel.disabled = true;
    void onCancel().finally(() => {
      cancel.disabled = false;
    });
  });
  const problem = element('p', { class: 'problem', hidden: '' });
  const line = element('div', { class: 'progress-line' }, element('div', {}, stage, remaining), cancel);
  const root = element('section', { class: 'progress', 'aria-label': 'Progress' }, line, bar, problem);
  return {
    root,
    update(status) {
      const percent = `${Math.floor(status.progress * 100)} %`;
      const underWay = isUnderWay(status);
      const rest = describeRemaining(status.estimated_remaining);
      stage.textContent = describeStage(status);
      remaining.textContent = [percent, rest].filter((part) => part !== '').join(' · ');
      bar.value = status.progress;
      line.hidden = !underWay;
      bar.hidden = !underWay;
      problem.hidden = status.error === null;
      problem.textContent = status.error === null ? '' : describeFailure(status.error);
      root.hidden = !underWay && status.error === null;
    },
  };
};
