import { readFile } from 'node:fs/promises';

/** Ticks of /proc in a second: USER_HZ, which is 100 on every Linux that Node.js runs on. */
const ticksPerSec = 100;

/**
 * Seconds of processor time that this process's children have taken, and theirs, so far as they have ended; undefined
 * where the system does not tell (only Linux does). Wall clock depends on who else is on the machine, this hardly.
 */
export const childrenCpuSec = async (): Promise<number | undefined> => {
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => undefined);
  // The name, in brackets, may hold blanks; what follows are numbers, `cutime` and `cstime` the 14th and 15th.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? undefined : (Number(fields[13]) + Number(fields[14])) / ticksPerSec;
};
