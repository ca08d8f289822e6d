import { describe, expect, test } from '@jest/globals';
import { type PacksCommandContext, runPacksCommand } from '../../../src/cli/packs.js';
import { PackError } from '../../../src/errors/index.js';
import type { InstallOptions, PackStore } from '../../../src/packs/library.js';
import { resolvePack } from '../../../src/packs/manifest.js';

const installedPack = {
  name: 'voice',
  revision: '0123456789abcdef',
  directory: '/packs/voice/0123456789abcdef',
};

const manifest = {
  name: 'voice',
  title: 'A voice',
  licence: 'MIT',
  purpose: 'Speaks.',
  parts: [
    {
      package: 'voice',
      version: '1.0.0',
      integrity: 'sha512-',
      tarballBytes: 150_000_000,
      files: [{ from: 'a', to: 'a', sha256: '', sizeBytes: 260_000_000 }],
    },
  ],
};

const listing = {
  name: 'voice',
  title: 'A voice',
  licence: 'MIT',
  purpose: 'Speaks.',
  supported: true,
  downloadBytes: 150_000_000,
  installedBytes: 260_000_000,
};

const setUp = ({ isTerminal = false, damaged = [] as string[] } = {}) => {
  const calls: unknown[] = [];
  let stdout = '';
  let stderr = '';
  const packs: PackStore = {
    list: async () => [
      { ...listing, installed: installedPack },
      { ...listing, name: 'ffmpeg', supported: false, installed: undefined },
    ],
    describe: () => resolvePack(manifest, 'linux-x64'),
    find: async () => undefined,
    ensure: async () => installedPack,
    install: async (name, { onProgress, from }: InstallOptions) => {
      calls.push({ install: name, from });
      for (const doneBytes of [0, 75_000_000, 76_000_000, 150_000_000]) {
        onProgress?.({ pack: name, phase: 'download', doneBytes, totalBytes: 150_000_000 });
      }
      if (name === 'broken') {
        throw new PackError('PACK_CORRUPT', 'Broken.');
      }
      return installedPack;
    },
    verify: async (name) => {
      calls.push({ verify: name });
      return { pack: installedPack, damaged };
    },
    remove: async (name) => name === 'voice',
  };
  const context: PacksCommandContext = {
    packs,
    stdout: {
      write: (text: string) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text: string) => {
        stderr += text;
      },
    },
    signal: new AbortController().signal,
    isTerminal,
  };
  return { context, calls, stdout: () => stdout, stderr: () => stderr };
};

describe('packs list', () => {
  test('says what is there, what it weighs and its licence', async () => {
    const { context, stdout } = setUp();
    expect(await runPacksCommand([], context)).toBe(0);
    expect(stdout()).toContain(
      'voice   installed: 150 MB to download, 260 MB on the disk, MIT\n        Speaks.\n',
    );
    expect(stdout()).toContain('ffmpeg  not for this system');
  });

  test('prints one JSON object when asked', async () => {
    const { context, stdout } = setUp();
    await runPacksCommand(['list', '--json'], context);
    expect(JSON.parse(stdout())).toMatchObject({
      packs: [
        { name: 'voice', installed: true, directory: installedPack.directory },
        { name: 'ffmpeg', installed: false, supported: false },
      ],
    });
  });
});

describe('packs install', () => {
  test('states size and licence before the first byte', async () => {
    const { context, stderr, stdout } = setUp();
    expect(await runPacksCommand(['install', 'voice'], context)).toBe(0);
    expect(stderr().split('\n')[0]).toBe(
      'voice: A voice, 150 MB to download, 260 MB on the disk, licence MIT',
    );
    expect(stdout()).toBe(`voice is ready: ${installedPack.directory}\n`);
  });

  test('prints a line for each quarter where there is no terminal', async () => {
    const { context, stderr } = setUp();
    await runPacksCommand(['install', 'voice'], context);
    expect(stderr().trimEnd().split('\n').slice(1)).toEqual([
      '  0 %  downloading voice, 0.0 of 150 MB',
      ' 50 %  downloading voice, 75 of 150 MB',
      '100 %  downloading voice, 150 of 150 MB',
    ]);
  });

  test('draws one line over itself on a terminal and clears it in the end', async () => {
    const { context, stderr } = setUp({ isTerminal: true });
    await runPacksCommand(['install', 'voice'], context);
    const afterHeader = stderr().slice(stderr().indexOf('\n') + 1);
    expect(afterHeader).not.toContain('\n');
    expect(afterHeader).toContain('████████████░░░░░░░░░░░░  50 %');
    expect(afterHeader.endsWith('\r\u001b[2K')).toBe(true);
  });

  test('hands on absolute paths of local tarballs', async () => {
    const { context, calls } = setUp();
    await runPacksCommand(['install', 'voice', '--from', '/mnt/usb', '--from', '/mnt/b.tgz'], context);
    expect(calls).toEqual([{ install: 'voice', from: ['/mnt/usb', '/mnt/b.tgz'] }]);
  });

  test('stops at the first pack that fails', async () => {
    const { context, calls } = setUp();
    await expect(runPacksCommand(['install', 'broken', 'voice'], context)).rejects.toMatchObject({
      code: 'PACK_CORRUPT',
    });
    expect(calls).toHaveLength(1);
  });
});

describe('packs verify and remove', () => {
  test('verifies what is installed when no name is given', async () => {
    const { context, calls, stdout } = setUp();
    expect(await runPacksCommand(['verify'], context)).toBe(0);
    expect(calls).toEqual([{ verify: 'voice' }]);
    expect(stdout()).toBe('voice is whole\n');
  });

  test('ends with 1 and the repair when a file is damaged', async () => {
    const { context, stdout } = setUp({ damaged: ['model/a'] });
    expect(await runPacksCommand(['verify', 'voice'], context)).toBe(1);
    expect(stdout()).toBe('voice is damaged: model/a\n  repair it with: reelwright packs install voice\n');
  });

  test('removes by name and says when there was nothing', async () => {
    const { context, stdout } = setUp();
    expect(await runPacksCommand(['remove', 'voice', 'ffmpeg'], context)).toBe(0);
    expect(stdout()).toBe('voice is removed\nffmpeg was not installed\n');
  });
});

test.each([[['install']], [['remove']], [['polish']], [['list', '--colour']]])('refuses %j', async (args) => {
  const { context } = setUp();
  await expect(runPacksCommand(args, context)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});
