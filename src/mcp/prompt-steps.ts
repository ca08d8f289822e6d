/** Steps of a prompt that several prompts have in common. Sentences for a model to follow. */
export const waitStep =
  'Call wait_for_video with the task_id, again and again, until status is succeeded, failed or cancelled.';

export const tellStep =
  'Tell me the absolute path of the video, and anything listed as degraded. If it failed, do what the hint says.';

/** Numbered lines under a first line. */
export const steps = (task: string, ...lines: readonly string[]): string =>
  [task, ...lines.map((line, index) => `${index + 1}. ${line}`)].join('\n');
