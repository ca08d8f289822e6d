import type { ResourceDefinition } from '../src/mcp/resource.js';
import { srtResource, vttResource } from './captions.js';
import { configurationResource } from './configuration.js';
import { panelResource } from './panel.js';
import { posterResource } from './poster.js';
import { storyboardResource } from './storyboard.js';
import { storyboardsResource } from './storyboards.js';
import { stylesResource } from './styles.js';
import { taskResource } from './task.js';
import { tasksResource } from './tasks.js';
import { videoResource } from './video.js';
import { videosResource } from './videos.js';
import { voicesResource } from './voices.js';

export const resources: readonly ResourceDefinition[] = [
  videosResource,
  videoResource,
  srtResource,
  vttResource,
  posterResource,
  tasksResource,
  taskResource,
  storyboardsResource,
  storyboardResource,
  voicesResource,
  stylesResource,
  configurationResource,
  panelResource,
];
