import { describe, expect, test } from '@jest/globals';
import { parseEditArguments } from '../../../src/cli/edit.js';
import { parseMakeArguments } from '../../../src/cli/make.js';
import { toOptionName } from '../../../src/cli/option-names.js';
import { parseSpeakArguments } from '../../../src/cli/speak.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { parseFilmRequest } from '../../../src/studio/request.js';

const silent = { write: () => undefined };
const terminal: Terminal = {
  ...{ stdout: silent, stderr: silent, currentDirectory: '/', nowMs: () => 0 },
  readInput: () => Promise.resolve(''),
};
const said = ['--rate', '0.9', '--pitch', '-2.5', '--volume=0.5', '--style', 'calm', '--style-degree', '1.5'];
const delivery = { rate: 0.9, pitchSemitones: -2.5, volume: 0.5, style: 'calm', styleDegree: 1.5 };
const edits = async (...words: string[]) =>
  (await parseEditArguments(['task-1', ...words], terminal)).operations;

describe('how a voice speaks', () => {
  test('is said to make and to speak alike', async () => {
    expect((await parseMakeArguments(['A topic', ...said], terminal)).request).toEqual({
      ...{ subject: 'A topic', delivery },
    });
    expect(parseSpeakArguments(['Hello.', ...said]).request).toMatchObject({ text: 'Hello.', delivery });
    expect(parseSpeakArguments(['Hello.']).request.delivery).toBeUndefined();
  });

  test('is an edit of the film, or of one scene', async () => {
    expect(await edits(...said)).toEqual([{ op: 'set-voice', voice: delivery }]);
    expect(await edits('--voice', 'awb')).toEqual([{ op: 'set-voice', voice: { id: 'awb' } }]);
    expect(await edits('--scene', 'scene-abc123', '--narration', 'Hi.', '--pitch', '3')).toEqual([
      { op: 'set-narration', sceneId: 'scene-abc123', narration: 'Hi.' },
      { op: 'set-scene-voice', sceneId: 'scene-abc123', voice: { pitchSemitones: 3 } },
    ]);
    expect(await edits()).toBeUndefined();
    await expect(edits('--narration', 'Hi.')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(edits('--scene', 'scene-abc123')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('is blamed by the names that were typed', async () => {
    const { request } = await parseMakeArguments(
      ['A', '--rate', 'fast', '--pitch=9', '--volume', ''],
      terminal,
    );
    expect(() => parseFilmRequest(request, toOptionName)).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/^--rate: .*\n--pitch: must be at most 6\n--volume: /u),
      }),
    );
  });
});
