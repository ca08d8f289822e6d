import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { readDataFile, withChartData } from '../../../src/studio/chart-files.js';
import { dealCards } from '../../../src/studio/deal-cards.js';
import { applyEdits } from '../../../src/studio/edit.js';
import { createFakeFilms } from '../../support/fake-film.js';
import { adaStoryboard, storyboardOf } from '../../support/storyboards.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const emojis = loadEmojiIndex();
const script =
  'Cheese is older than writing, and people love it.\n\n```chart\ntype: pie\ntitle: Cheese\n\nFrance,30\nSpain,24\n```\n\nSo buy a piece of it today, and another one tomorrow.';

describe('a film with a chart', () => {
  test('shows it in the scene whose words it follows, with the rows in its storyboard', async () => {
    const storyboard = dealCards(storyboardOf(script), emojis);
    const chart = {
      ...{ type: 'pie', title: 'Cheese' },
      rows: [
        { label: 'France', value: 30 },
        { label: 'Spain', value: 24 },
      ],
    };
    expect(storyboard.scenes[0]?.visual).toEqual({ kind: 'chart', chart });
    expect(storyboard.scenes[0]?.dealt.card).toMatchObject({ style: 'chart', chart });
    expect(storyboard.scenes[1]?.visual).toEqual({ kind: 'automatic' });
    const films = await createFakeFilms(await temporaryDirectory());
    const { film } = await films.makeCounted(storyboard);
    expect(film.scenes.map(({ card }) => card?.style === 'chart')).toEqual([true, false]);
    await films.close();
  });

  test('is edited by data, and only the scene with the chart is another', () => {
    const ada = dealCards(adaStoryboard(), emojis);
    const [first, second] = ada.scenes.map(({ id }) => id);
    const data = 'Year,Notes\n1842,1\n1843,7';
    const edit = (chart: unknown) =>
      applyEdits(ada, [{ op: 'set-visual', sceneId: second, visual: { kind: 'chart', chart } }]);
    const { storyboard, changedSceneIds, summary } = edit({ type: 'line', data });
    expect(changedSceneIds).toEqual([second]);
    expect(summary).toBe('Scene 2 shows a chart (line).');
    const { visual } = storyboard.scenes[1] ?? {};
    expect(edit((visual as { chart: unknown }).chart).storyboard).toEqual(storyboard);
    const back = applyEdits(dealCards(storyboard, emojis), [
      { op: 'set-visual', sceneId: second, visual: { kind: 'automatic' } },
    ]);
    expect(dealCards(back.storyboard, emojis).scenes[1]?.dealt.card.style).not.toBe('chart');
    expect(() => edit({ type: 'line', data: 'a,b\nc,d' })).toThrow(
      expect.objectContaining({ code: 'DATA_INVALID' }),
    );
    expect(first).toBeDefined();
  });

  test('takes its data from a file inside the roots, and says what is wrong with others', async () => {
    const root = await temporaryDirectory();
    const outside = await temporaryDirectory();
    await writeFile(join(root, 'data.csv'), 'a,1\nb,2');
    await writeFile(join(outside, 'data.csv'), 'a,1\nb,2');
    await writeFile(join(root, 'large.csv'), 'x'.repeat(100_001));
    const edits = [
      {
        op: 'set-visual',
        sceneId: 'x',
        visual: { kind: 'chart', chart: { type: 'bar', file: join(root, 'data.csv') } },
      },
    ];
    expect(await withChartData(edits, [root])).toMatchObject([
      { visual: { chart: { type: 'bar', data: 'a,1\nb,2' } } },
    ]);
    expect(await withChartData('nonsense', [root])).toBe('nonsense');
    const inputRoots = [root];
    expect(await readDataFile('data.csv', { directory: root, inputRoots })).toBe('a,1\nb,2');
    await expect(readDataFile(join(outside, 'data.csv'), { inputRoots })).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    await expect(readDataFile('../data.csv', { directory: root, inputRoots })).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    for (const name of ['data.csv', join(root, 'none.csv'), join(root, 'large.csv'), root]) {
      await expect(readDataFile(name, { inputRoots })).rejects.toMatchObject({
        code: 'DATA_INVALID',
        hint: expect.stringContaining('CSV or JSON file'),
      });
    }
  });
});
