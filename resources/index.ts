import type { ResourceDefinition } from '../src/mcp/resource.js';
import { taskResource } from './task.js';
import { tasksResource } from './tasks.js';
import { videoResource } from './video.js';
import { videosResource } from './videos.js';

export const resources: readonly ResourceDefinition[] = [
  videosResource,
  videoResource,
  tasksResource,
  taskResource,
];
