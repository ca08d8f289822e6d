import type { CaptionLookChanges, CaptionStyle, Platform } from '../captions/caption-style.js';
import type { FootageSource } from '../config/sections/footage.js';
import { InputError, isReelwrightError } from '../errors/index.js';
import { type MusicChoice, moods } from '../music/music.js';
import type { Aspect } from '../render/frame.js';
import type { Codec, EncoderChoice, Transition } from '../render/transition.js';
import type { FilmRequestInput } from '../studio/studio.js';
import { type DeliveryInput, toDelivery } from './delivery.js';
import { defaultDurationSec, narrationAdvice } from './narration.js';

/** `random` and the empty string are what older clients of this interface send. */
export const bgmTypes = ['random', 'none', '', ...moods] as const;
type BgmType = (typeof bgmTypes)[number];

const toMusic = (bgmType: BgmType): MusicChoice => {
  if (bgmType === 'random') {
    return 'automatic';
  }
  return bgmType === '' ? 'none' : bgmType;
};

/** What create_video takes, and a part of it the template of a batch; what is absent is left to the studio. */
export type CreateVideoInput = DeliveryInput & {
  readonly video_subject: string;
  readonly video_script?: string | undefined;
  readonly document_file?: string | undefined;
  readonly target_duration_sec?: number | undefined;
  readonly video_aspect?: Aspect | undefined;
  readonly language?: string | undefined;
  readonly voice_name?: string | undefined;
  readonly bgm_type?: BgmType | undefined;
  readonly music_file?: string | undefined;
  readonly cut_on_beat?: boolean | undefined;
  readonly subtitle_enabled?: boolean | undefined;
  readonly caption_style?: CaptionStyle | undefined;
  readonly caption_position?: CaptionLookChanges['position'];
  readonly platform?: Platform | undefined;
  readonly pronunciations?: FilmRequestInput['pronunciations'];
  readonly narration_file?: string | undefined;
  readonly footage_directory?: string | undefined;
  readonly transition?: Transition | undefined;
  readonly sound_effects?: boolean | undefined;
  readonly credits_card?: boolean | undefined;
  readonly video_codec?: Codec | undefined;
  readonly video_encoder?: EncoderChoice | undefined;
  readonly footage_online?: boolean | undefined;
  readonly footage_sources?: readonly FootageSource[] | undefined;
  readonly quality?: FilmRequestInput['quality'];
  readonly seed?: number | undefined;
  readonly output_file?: string | undefined;
};

/** What the words are for; `next` is what to do with them. */
type WordsNeeded = {
  readonly durationSec?: number | undefined;
  readonly scenes?: number | undefined;
  readonly next?: string;
};

/** The error that leaves the studio without words, with what the calling model can do about it. */
export const adviseOnScript = (
  error: unknown,
  {
    durationSec = defaultDurationSec,
    scenes,
    next = 'call create_video with the same parameters and the text as video_script',
  }: WordsNeeded = {},
): unknown => {
  if (!isReelwrightError(error) || error.code !== 'SCRIPT_NEEDED') {
    return error;
  }
  return new InputError(
    'SCRIPT_NEEDED',
    'There is no narration, and no language model is configured to write one.',
    {
      hint: `Write the narration yourself, then ${next}. ${narrationAdvice(durationSec, scenes)}`,
    },
  );
};

/** An empty string is how some clients say that they have nothing to say. */
export const given = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);

/** What the studio is asked for. Throws `INPUT_INVALID` where too much gives the words. */
export const toFilmRequest = (input: CreateVideoInput): FilmRequestInput => {
  const script = given(input.video_script);
  const documentFile = given(input.document_file);
  if (script !== undefined && documentFile !== undefined) {
    throw new InputError('INPUT_INVALID', 'Both video_script and document_file were given.', {
      hint: 'Give the narration as video_script, or a document to make one from as document_file, not both.',
    });
  }
  return {
    subject: input.video_subject,
    script,
    documentFile,
    targetDurationSec: input.target_duration_sec,
    aspect: input.video_aspect,
    language: given(input.language),
    voice: given(input.voice_name),
    delivery: toDelivery(input),
    captions: input.subtitle_enabled === false ? 'none' : input.caption_style,
    captionLook: input.caption_position === undefined ? undefined : { position: input.caption_position },
    platform: input.platform,
    music: input.bgm_type === undefined ? undefined : toMusic(input.bgm_type),
    musicFile: given(input.music_file),
    cutOnBeat: input.cut_on_beat,
    pronunciations: input.pronunciations,
    narrationFile: given(input.narration_file),
    footageDirectory: given(input.footage_directory),
    transition: input.transition,
    soundEffects: input.sound_effects,
    creditsCard: input.credits_card,
    codec: input.video_codec,
    encoder: input.video_encoder,
    footageOnline: input.footage_online,
    footageFrom: input.footage_sources === undefined ? undefined : [...input.footage_sources],
    quality: input.quality,
    seed: input.seed,
    outputFile: given(input.output_file),
  };
};
