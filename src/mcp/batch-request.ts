import { InputError } from '../errors/index.js';
import type { FilmRequestInput } from '../studio/studio.js';
import { type CreateVideoInput, toFilmRequest } from './film-request.js';

export type BatchInput = {
  readonly subjects: readonly string[];
  readonly scripts?: readonly string[] | undefined;
  readonly template_params: Omit<CreateVideoInput, 'video_subject' | 'video_script' | 'document_file'>;
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
    withoutUndefined(toFilmRequest({ ...template, video_subject: subject, video_script: scripts?.[index] })),
  );
};
