import type { ResourceLink } from '@modelcontextprotocol/server';
import { countOf } from '../runtime/count-of.js';
import type { TaskView } from '../studio/studio.js';
import type { Generation } from './generation.js';
import { videoUri } from './uris.js';

const percent = (progress: number): string => `${Math.floor(progress * 100)} %`;

const describeWork = ({ status, stage, progress, estimated_remaining: remaining }: Generation): string => {
  if (status === 'queued') {
    return 'It is waiting for its turn';
  }
  const where = stage === null ? '' : `, ${stage}`;
  const left = remaining === null ? '' : `, about ${remaining} s left`;
  return `It is ${percent(progress)} done${where}${left}`;
};

const describeVideo = (video: NonNullable<Generation['video']>, title: string): string => {
  const { file, duration_sec: durationSec, width_px: widthPx, height_px: heightPx, degraded } = video;
  const lines = [
    `The video "${title}" is done: ${file}`,
    `${durationSec.toFixed(1)} s, ${widthPx}x${heightPx}, ${(video.size_bytes / 1e6).toFixed(1)} MB, ${countOf(video.scene_count, 'scene')}.`,
  ];
  if (video.review_findings.length > 0) {
    lines.push(`Review: ${video.review_findings.slice(0, 3).join('; ')}`);
  }
  if (degraded.length > 0) {
    lines.push(`Less than was asked for: ${degraded.join('; ')}`);
  }
  lines.push('Tell the person this path.');
  return lines.join('\n');
};

const describeFailure = ({ error, task_id: id }: Generation): string => {
  if (error === null) {
    return `Task ${id} failed. Call create_video again: finished parts are kept.`;
  }
  const hint = error.hint === null ? '' : `\nWhat to do: ${error.hint}`;
  return `Task ${id} failed with ${error.code}: ${error.message}${hint}`;
};

/** How the videos of a batch stand, a line each. */
const describeBatch = ({ task_id: id, status, batch }: Generation): string => {
  const items = batch ?? [];
  const lines = items.map(({ title, status: state, task_id: taskId, file, error }, index) =>
    [`${index + 1}. ${state}, "${title}"`, taskId ?? '', file ?? '', error ?? '']
      .filter((part) => part !== '')
      .join(', '),
  );
  const next = ['queued', 'running'].includes(status)
    ? `Call wait_for_video with task_id ${id}.`
    : 'The batch has ended. Tell the person the paths, and what failed.';
  return [...lines, next].join('\n');
};

/** What is being done just now and for how long still, in a few words. */
export const describeProgress = ({ state, stage, message, etaSec }: TaskView): string => {
  const left = etaSec === undefined ? '' : `, about ${Math.ceil(etaSec)} s left`;
  return `${message ?? stage ?? state}${left}`;
};

/** A short text on where a task stands, and what to do next. */
export const describeGeneration = (generation: Generation): string => {
  if (generation.batch !== null) {
    return describeBatch(generation);
  }
  const { task_id: id, status, video, title } = generation;
  switch (status) {
    case 'queued':
    case 'running':
      return `${describeWork(generation)}. Call wait_for_video with task_id ${id}.`;
    case 'succeeded':
      return video === null
        ? `Task ${id} is done. Read ${videoUri(id)} for its files.`
        : describeVideo(video, title);
    case 'failed':
      return describeFailure(generation);
    case 'cancelled':
      return `Task ${id} was cancelled. Call create_video with the same script to go on: finished parts are kept.`;
  }
};

/** A link to the finished video's facts, where there is one. */
export const linkToVideo = ({ task_id: id, title, video }: Generation): Omit<ResourceLink, 'type'>[] =>
  video === null ? [] : [{ uri: videoUri(id), name: `video-${id}`, title, mimeType: 'application/json' }];

/** One line a task, and what to do next. */
export const describeGenerations = (generations: readonly Generation[]): string => {
  if (generations.length === 0) {
    return 'There are none. Call create_video to make one.';
  }
  const lines = generations.map(({ task_id: id, title, status, progress, video }) => {
    const detail = status === 'running' ? ` ${percent(progress)}` : '';
    return `${id}: ${status}${detail}, "${title}"${video === null ? '' : `, ${video.file}`}`;
  });
  return [...lines, 'Call get_generation_status with a task_id for more.'].join('\n');
};
