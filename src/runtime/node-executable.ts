/**
 * The program that runs our child processes. Inside Electron `process.execPath` is the host application, and
 * starting that again would open a second one, so the `node` on the PATH has to serve.
 */
export const nodeExecutable = (): string =>
  process.versions['electron'] === undefined ? process.execPath : 'node';
