import { existsSync } from 'node:fs';

/** `linux-x64`, `darwin-arm64` and so on; musl systems (Alpine) get a `-musl` of their own. */
export const currentPlatform = (): string => {
  const name = `${process.platform}-${process.arch}`;
  const musl = process.platform === 'linux' && existsSync('/etc/alpine-release');
  return musl ? `${name}-musl` : name;
};
