import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../src/errors/index.js';
import {
  adviseOnScript,
  bgmTypes,
  type CreateVideoInput,
  toFilmRequest,
} from '../../../src/mcp/film-request.js';
import { moods } from '../../../src/music/music.js';
import { filmRequestSchema } from '../../../src/studio/studio.js';

const input = (changes: Partial<CreateVideoInput> = {}): CreateVideoInput => ({
  video_subject: 'Why cats purr',
  video_script: 'Your cat is a small engine.',
  video_aspect: '9:16',
  bgm_type: 'random',
  subtitle_enabled: true,
  ...changes,
});

const requestOf = (changes?: Partial<CreateVideoInput>) =>
  filmRequestSchema.parse(toFilmRequest(input(changes)));

describe('toFilmRequest', () => {
  test('leaves the defaults to the studio', () => {
    expect(requestOf()).toEqual(
      filmRequestSchema.parse({ subject: 'Why cats purr', script: 'Your cat is a small engine.' }),
    );
  });

  test('passes on everything that was given', () => {
    const request = requestOf({
      video_aspect: '4:5',
      language: 'en-GB',
      voice_name: 'af_heart',
      bgm_type: 'calm',
      caption_style: 'classic',
      footage_directory: '/home/ana/Pictures',
      output_file: '/home/ana/cats.mp4',
    });
    expect(request).toMatchObject({
      aspect: '4:5',
      language: 'en-GB',
      voice: 'af_heart',
      music: 'calm',
      captions: 'classic',
      footageDirectory: '/home/ana/Pictures',
      outputFile: '/home/ana/cats.mp4',
    });
  });

  test('takes a document in place of a script, with a length', () => {
    const request = requestOf({
      video_script: '',
      document_file: '/home/ana/report.md',
      target_duration_sec: 90,
    });
    expect(request).toMatchObject({ documentFile: '/home/ana/report.md', targetDurationSec: 90 });
    expect(request.script).toBeUndefined();
  });

  test.each([
    ['random', 'automatic'],
    ['none', 'none'],
    ['', 'none'],
    ['lofi', 'lofi'],
  ] as const)('takes bgm_type "%s" for music "%s"', (bgmType, music) => {
    expect(requestOf({ bgm_type: bgmType }).music).toBe(music);
  });

  test('passes on a track of the person, and the wish for cuts on beats', () => {
    expect(requestOf({ music_file: '/home/ana/song.mp3', cut_on_beat: true })).toMatchObject({
      musicFile: '/home/ana/song.mp3',
      cutOnBeat: true,
    });
    expect(requestOf({ music_file: ' ' }).musicFile).toBeUndefined();
  });

  test('offers every mood the composer knows', () => {
    expect(bgmTypes).toEqual(['random', 'none', '', ...moods]);
  });

  test('shows no captions where subtitles are off, whatever the style', () => {
    expect(requestOf({ subtitle_enabled: false, caption_style: 'karaoke' }).captions).toBe('none');
  });

  test('takes empty strings for nothing', () => {
    const request = requestOf({ voice_name: '', language: ' ', footage_directory: '', output_file: '' });
    expect(request).toEqual(requestOf());
  });

  test.each([undefined, '', ' \n '])(
    'leaves the words to whoever can write them where video_script is %j',
    (script) => {
      expect(toFilmRequest(input({ video_script: script }))).toMatchObject({
        subject: 'Why cats purr',
        script: undefined,
        documentFile: undefined,
      });
    },
  );

  test('passes on how the voice speaks, the quality and the seed', () => {
    const spoken = {
      voice_rate: 1.1,
      voice_pitch: -2,
      voice_volume: 0.8,
      voice_style: 'calm',
      voice_style_degree: 2,
    };
    expect(toFilmRequest(input({ ...spoken, quality: 'high', seed: 7 }))).toMatchObject({
      delivery: { rate: 1.1, pitchSemitones: -2, volume: 0.8, style: 'calm', styleDegree: 2 },
      ...{ quality: 'high', seed: 7 },
    });
    expect(toFilmRequest(input({ voice_style: ' ' })).delivery).toBeUndefined();
  });

  test('refuses a script together with a document', () => {
    expect(() => toFilmRequest(input({ document_file: '/home/ana/report.md' }))).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });
});

describe('advising on a script that is needed', () => {
  const needed = new InputError('SCRIPT_NEEDED', 'No words.', { hint: 'Use --script.' });

  test('tells the calling model to write as many words as the length wants, and where to put them', () => {
    expect(adviseOnScript(needed, { durationSec: 30 })).toMatchObject({
      code: 'SCRIPT_NEEDED',
      hint: expect.stringMatching(
        /call create_video .*video_script.*75 words for 30 seconds, as 4 or so scenes/su,
      ),
    });
  });

  test('says what the words are for, where another tool was to write them', () => {
    expect(adviseOnScript(needed, { scenes: 1, next: 'show it' })).toMatchObject({
      hint: expect.stringMatching(
        /^Write the narration yourself, then show it\. .*60 seconds, as 1 scene with/su,
      ),
    });
  });

  test('leaves other errors as they are', () => {
    const other = new InputError('INPUT_INVALID', 'No.');
    expect(adviseOnScript(other)).toBe(other);
  });
});
