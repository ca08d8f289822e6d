/**
 * The program that runs our child processes. Inside Electron `process.execPath` is the host application, and
 * starting that again would open a second one, so the `node` on the PATH has to serve.
 */
export const nodeExecutable = (): string =>
  process.versions['electron'] === undefined ? process.execPath : 'node';

/**
 * The search path for a child process. Hosts of the desktop start us without any, and what starts Node for us cannot
 * do without one; on Windows the variable may be spelt otherwise.
 */
export const searchPath = (): { readonly PATH?: string } => {
  const isThere = Object.keys(process.env).some((name) => name.toUpperCase() === 'PATH');
  return isThere ? {} : { PATH: '' };
};
