import { describe, expect, test } from '@jest/globals';
import { parseListArguments, runList } from '../../../src/cli/list.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import { createTestTerminal } from '../../support/test-terminal.js';

describe('the list of films', () => {
  test('tells the id and the state of each', async () => {
    const studio = createFakeStudio();
    const { id } = await studio.createFilm({ subject: 'Bees', script: 'Bees dance.' });
    const { terminal, written } = createTestTerminal('');
    expect(await runList({ limit: 20, json: false }, { studio, terminal })).toBe(0);
    expect(written.stdout).toContain(`${id}  queued     Bees`);
  });

  test('is one object for programs', async () => {
    const studio = createFakeStudio();
    const { id } = await studio.createFilm({ subject: 'Bees', script: 'Bees dance.' });
    const { terminal, written } = createTestTerminal('');
    await runList({ limit: 20, json: true }, { studio, terminal });
    expect(JSON.parse(written.stdout)).toMatchObject({ ok: true, films: [{ taskId: id, title: 'Bees' }] });
  });

  test('says how to begin where there is none', async () => {
    const { terminal, written } = createTestTerminal('');
    await runList({ limit: 20, json: false }, { studio: createFakeStudio(), terminal });
    expect(written.stdout).toContain('reelwright make');
  });

  test.each(['0', '201', 'ten'])('is not as long as %s', (limit) => {
    expect(() => parseListArguments(['--limit', limit])).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });
});
