import { describe, expect, test } from '@jest/globals';
import { runFootageSearch } from '../../../src/cli/footage.js';
import type { FootageSource } from '../../../src/config/sections/footage.js';
import { ProviderError } from '../../../src/errors/index.js';
import { createFootageFinder } from '../../../src/studio/footage-finder.js';
import type { Studio } from '../../../src/studio/studio.js';

type Failures = Partial<Record<FootageSource, 'PROVIDER_UNREACHABLE' | 'PROVIDER_TIMEOUT'>>;

/** Sources that fail as told; the others answer that they have nothing. */
const finderOver = (sources: readonly FootageSource[], failures: Failures) => {
  const run = async (_: unknown, { source }: { source: FootageSource }): Promise<unknown> => {
    const code = failures[source];
    if (code !== undefined) {
      throw new ProviderError(code, 'It did not answer.', { provider: source });
    }
    return { candidates: [], moreExist: false };
  };
  return createFootageFinder({
    engine: { forTask: () => ({ run }) },
    film: {
      artifacts: {},
      steps: {},
      footage: { licences: [], sources: { choose: () => [...sources] } },
    },
    tasks: {},
    now: () => new Date('2026-01-01T00:00:00Z'),
  } as unknown as Parameters<typeof createFootageFinder>[0]);
};

describe('searching the sources of pictures', () => {
  test('fails where nobody answered, naming each source and why', async () => {
    const unreachable = finderOver(['commons', 'nasa'], {
      commons: 'PROVIDER_UNREACHABLE',
      nasa: 'PROVIDER_UNREACHABLE',
    });
    await expect(unreachable.searchFootage({ query: 'tides' })).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
      message:
        'No source of pictures could be asked: commons (PROVIDER_UNREACHABLE), nasa (PROVIDER_UNREACHABLE).',
    });
    const mixed = finderOver(['commons', 'nasa'], {
      commons: 'PROVIDER_UNREACHABLE',
      nasa: 'PROVIDER_TIMEOUT',
    });
    await expect(mixed.searchFootage({ query: 'tides' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
  });

  test.each([true, false])('warns where some did not, and goes on (JSON: %s)', async (json) => {
    const finder = finderOver(['commons', 'nasa'], { commons: 'PROVIDER_UNREACHABLE' });
    const written = { stdout: '', stderr: '' };
    const terminal = {
      stdout: { write: (text: string) => (written.stdout += text) },
      stderr: { write: (text: string) => (written.stderr += text) },
    };
    const code = await runFootageSearch(
      { search: { query: 'tides' }, json },
      {
        studio: finder as unknown as Studio,
        terminal: terminal as unknown as Parameters<typeof runFootageSearch>[1]['terminal'],
        signal: new AbortController().signal,
      },
    );
    expect(code).toBe(0);
    expect(written.stderr).toBe('warning: commons could not be asked (PROVIDER_UNREACHABLE)\n');
    expect(written.stdout).toContain(json ? '"ok":true' : 'Nothing was found.');
  });

  test('says nothing of failures where all answered', async () => {
    const found = await finderOver(['commons', 'nasa'], {}).searchFootage({ query: 'tides' });
    expect(found).toMatchObject({ results: [], failures: [], askedCount: 2 });
  });
});
