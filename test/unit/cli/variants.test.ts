import { describe, expect, test } from '@jest/globals';
import { parseVariantsArguments, runVariants } from '../../../src/cli/variants.js';
import type { Variants } from '../../../src/studio/variants.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import { createTestTerminal } from '../../support/test-terminal.js';

describe('asking for variants', () => {
  test('takes openings one by one, or a file', async () => {
    const { terminal } = createTestTerminal('{"openings": [{"narration": "From a file."}]}');
    expect(
      await parseVariantsArguments(['t1', '--opening', 'One.', '--opening', 'Two.'], terminal),
    ).toMatchObject({
      taskId: 't1',
      variants: { openings: [{ narration: 'One.' }, { narration: 'Two.' }] },
    });
    expect(await parseVariantsArguments(['t1', '--file', '-', '--json'], terminal)).toEqual({
      taskId: 't1',
      variants: { openings: [{ narration: 'From a file.' }] },
      json: true,
    });
  });

  test.each([
    [[]],
    [['t1']],
    [['t1', '--opening', 'A.', '--file', 'b.json']],
    [['t1', 't2', '--opening', 'A.']],
  ])('refuses %j', async (words) => {
    const { terminal } = createTestTerminal('');
    await expect(parseVariantsArguments(words, terminal)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('refuses what is not JSON', async () => {
    const { terminal } = createTestTerminal('openings: none');
    await expect(parseVariantsArguments(['t1', '--file', '-'], terminal)).rejects.toMatchObject({
      hint: expect.stringContaining('openings'),
    });
  });

  test('tells of all films at once, and fails when one failed', async () => {
    const fake = createFakeStudio();
    const made = await Promise.all(
      ['A good film.', 'A bad film.'].map((script) => fake.createFilm({ script })),
    );
    fake.succeed(made[0]?.id ?? '');
    fake.fail(made[1]?.id ?? '', { code: 'MEDIA_FAILED', message: 'It did not work.' });
    const asked: Variants[] = [];
    const studio = {
      ...fake,
      createVariants: async (_: string, variants: Variants) => {
        asked.push(variants);
        return made;
      },
    };
    const { terminal, written } = createTestTerminal('');
    const variants = { openings: [{ narration: 'A.' }, { narration: 'B.' }] };
    const { signal } = new AbortController();
    const options = { studio, terminal, json: true, signal };
    expect(await runVariants({ taskId: 't1', variants, json: true }, options)).toBe(1);
    expect(asked).toEqual([variants]);
    expect(JSON.parse(written.stdout)).toMatchObject({
      ok: false,
      films: [{ state: 'succeeded' }, { state: 'failed', error: { code: 'MEDIA_FAILED' } }],
    });
    expect(written.stderr).toContain('It did not work.');
  });
});
