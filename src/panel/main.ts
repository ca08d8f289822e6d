import { connectHost, type ToolResult } from './host.js';
import { createPanel, type Facts, type Panel, statusIn, taskIdIn } from './panel.js';
import { applyTheme, followSize } from './theme.js';

/** Set when the page is built. */
declare const panelFacts: Facts;

const place = document.querySelector('main') ?? document.body;
let panel: Panel | undefined;

/** Before there is a panel: a line in its place. */
const tell = (text: string): void => {
  if (panel === undefined) {
    place.textContent = text;
  }
};

const withPanel = (use: (panel: Panel) => void): void => {
  connection.host
    .then((host) => {
      panel ??= createPanel(host, panelFacts, place);
      use(panel);
    })
    .catch(() => tell('This app did not answer the panel.'));
};

const showResult = ({ structuredContent, isError, content }: ToolResult): void => {
  const taskId = taskIdIn(structuredContent);
  if (isError || taskId === undefined) {
    tell(content.find(({ type }) => type === 'text')?.text ?? 'There is no video to show.');
    return;
  }
  const status = statusIn(structuredContent);
  withPanel((shown) => (status === undefined ? shown.open(taskId) : shown.showStatus(status)));
};

const connection = connectHost((message) => window.parent.postMessage(message, '*'), {
  onToolInput: (args) => {
    const taskId = taskIdIn(args);
    if (taskId !== undefined) {
      withPanel((shown) => shown.open(taskId));
    }
  },
  onToolResult: showResult,
  onToolCancelled: () => tell('The call was cancelled.'),
  onContext: applyTheme,
  onTeardown: () => panel?.close(),
});

window.addEventListener('message', ({ source, data }) => {
  if (source === window.parent) {
    connection.receive(data);
  }
});

connection.host.then(
  (host) => {
    applyTheme(host.context);
    followSize(host.tellSize);
  },
  () => tell('This app did not answer the panel.'),
);
