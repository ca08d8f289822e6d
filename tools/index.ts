import type { ToolDefinition } from '../src/mcp/tool.js';
import { analyzeVideoContent } from './analyze-video-content.js';
import { batchVideoGeneration } from './batch-video-generation.js';
import { cancelGeneration } from './cancel-generation.js';
import { createVideo } from './create-video.js';
import { editStoryboard } from './edit-storyboard.js';
import { estimateVideo } from './estimate-video.js';
import { exportVideo } from './export-video.js';
import { findFootage } from './find-footage.js';
import { generateVideoScript } from './generate-video-script.js';
import { generateVideoTerms } from './generate-video-terms.js';
import { getGenerationStatus } from './get-generation-status.js';
import { getStoryboard } from './get-storyboard.js';
import { listGenerations } from './list-generations.js';
import { listVoices } from './list-voices.js';
import { previewVideo } from './preview-video.js';
import { readVideoBytes } from './read-video-bytes.js';
import { synthesizeVoice } from './synthesize-voice.js';
import { waitForVideo } from './wait-for-video.js';

/** Every tool, in the order a conversation needs them. At most 25: each costs every conversation tokens. */
export const tools: readonly ToolDefinition[] = [
  generateVideoScript,
  generateVideoTerms,
  createVideo,
  batchVideoGeneration,
  estimateVideo,
  waitForVideo,
  getGenerationStatus,
  cancelGeneration,
  listGenerations,
  previewVideo,
  getStoryboard,
  findFootage,
  editStoryboard,
  exportVideo,
  listVoices,
  synthesizeVoice,
  analyzeVideoContent,
  readVideoBytes,
];
