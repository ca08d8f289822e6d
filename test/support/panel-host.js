// Runs in a browser, as the page of a host: shows the panel in a sandboxed frame, and speaks with it as hosts do.
// `callServer` is put there by the test, which has the connection to the server.
import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

const frame = document.querySelector('iframe');
const { theme, toolName, args, result } = globalThis.setting;

const bridge = new AppBridge(
  null,
  { name: 'a host', version: '1.0.0' },
  { serverTools: {}, updateModelContext: { text: {} } },
  {
    hostContext: {
      theme,
      displayMode: 'inline',
      availableDisplayModes: ['inline', 'fullscreen'],
      toolInfo: { tool: { name: toolName, inputSchema: { type: 'object' } } },
    },
  },
);
globalThis.bridge = bridge;
globalThis.toldModel = [];
bridge.oncalltool = ({ name, arguments: given }) => globalThis.callServer(name, given ?? {});
bridge.onupdatemodelcontext = async ({ content }) => {
  globalThis.toldModel.push(content);
  return {};
};
bridge.onrequestdisplaymode = async ({ mode }) => ({ mode });
bridge.onsizechange = ({ height }) => {
  frame.style.height = `${height}px`;
};
bridge.oninitialized = async () => {
  await bridge.sendToolInput({ arguments: args });
  await bridge.sendToolResult(result);
};
await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
frame.src = '/panel';
