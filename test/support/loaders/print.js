const noise = `
if (!globalThis.isNoisy) {
  globalThis.isNoisy = true;
  setInterval(() => { console.log('a tick of the clock'); process.stdout.write('more\\n'); }, 5).unref();
}
console.log('a library is loaded'); console.info('still'); process.stdout.write('and says so\\n');
`;

/** Puts the noise into modules of other people. */
export const load = async (url, context, next) => {
  const loaded = await next(url, context);
  return url.includes('/node_modules/') && loaded.format === 'module'
    ? { ...loaded, source: `${noise}${loaded.source}` }
    : loaded;
};
