import type { CaptionStyle, Platform } from '../captions/caption-style.js';
import { InputError } from '../errors/index.js';
import type { Aspect } from '../render/frame.js';
import type { FilmRequestInput } from '../studio/studio.js';
import { type BgmType, toMusic } from './film-request.js';

export type BatchInput = {
  readonly subjects: readonly string[];
  readonly scripts?: readonly string[] | undefined;
  readonly template_params: {
    readonly video_aspect?: Aspect | undefined;
    readonly language?: string | undefined;
    readonly voice_name?: string | undefined;
    readonly bgm_type?: BgmType | undefined;
    readonly subtitle_enabled?: boolean | undefined;
    readonly caption_style?: CaptionStyle | undefined;
    readonly platform?: Platform | undefined;
    readonly footage_directory?: string | undefined;
    readonly target_duration_sec?: number | undefined;
  };
};

const withoutUndefined = (request: FilmRequestInput): FilmRequestInput =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));

/** A request for each subject. Throws `INPUT_INVALID` where scripts and subjects differ in number. */
export const toBatchRequests = ({
  subjects,
  scripts,
  template_params: template,
}: BatchInput): FilmRequestInput[] => {
  if (scripts !== undefined && scripts.length !== subjects.length) {
    throw new InputError(
      'INPUT_INVALID',
      `${scripts.length} scripts were given for ${subjects.length} subjects.`,
      {
        hint: 'Give one script for every subject, in the same order.',
      },
    );
  }
  return subjects.map((subject, index) =>
    withoutUndefined({
      subject,
      script: scripts?.[index],
      aspect: template.video_aspect,
      language: template.language?.trim() || undefined,
      voice: template.voice_name?.trim() || undefined,
      captions: template.subtitle_enabled === false ? 'none' : template.caption_style,
      platform: template.platform,
      music: template.bgm_type === undefined ? undefined : toMusic(template.bgm_type),
      footageDirectory: template.footage_directory?.trim() || undefined,
      targetDurationSec: template.target_duration_sec,
    }),
  );
};
