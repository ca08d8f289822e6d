/** How often each name was passed; only counted while a fault is armed. */
const passed = new Map<string, number>();

/**
 * A place where a test can kill this process. Does nothing unless the environment names it:
 * `REELWRIGHT_FAULT=step:before-run`, or with a detail `step:before-run:shot`, or the third time it is
 * passed `step:before-run:shot@3`. Then the process ends at once, as by a power cut.
 */
export const faultPoint = (name: string, detail?: string): void => {
  const armed = process.env['REELWRIGHT_FAULT'];
  if (armed === undefined) {
    return;
  }
  const [target, count = '1'] = armed.split('@');
  if (target !== name && target !== `${name}:${detail}`) {
    return;
  }
  const times = (passed.get(target) ?? 0) + 1;
  passed.set(target, times);
  if (times === Number(count)) {
    process.kill(process.pid, 'SIGKILL');
  }
};
