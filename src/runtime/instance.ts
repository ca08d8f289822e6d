import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { foreignCode } from '../errors/index.js';
import { newId } from './ids.js';

/** One running process, as others that share its database know it. */
export type Instance = {
  /** Unlike any other process's, dead ones included. */
  readonly id: string;
  /** Whether the instance of that id certainly runs no more. False for another machine's: nothing is known of it. */
  isDead(id: string): boolean;
};

const readQuietly = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** Process ids mean the same to all who share this: one boot of one machine and, in containers, one namespace. */
const processScope = (): string => {
  const bootId = readQuietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = readQuietly(() => readlinkSync('/proc/self/ns/pid'));
  return createHash('sha256').update([hostname(), bootId, namespace].join('\n')).digest('hex').slice(0, 12);
};

const isProcessGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return foreignCode(error) === 'ESRCH';
  }
};

/**
 * This process. A lease normally lasts until it expires; what an instance that `isDead` left behind can be taken
 * over at once. A process id that was given to another program meanwhile only means waiting for the expiry.
 */
export const createInstance = (): Instance => {
  const scope = processScope();
  return {
    id: `${scope}.${process.pid}.${newId()}`,
    isDead: (id) => {
      const [otherScope, pid] = id.split('.');
      return otherScope === scope && isProcessGone(Number(pid));
    },
  };
};
