import type { PromptDefinition } from '../src/mcp/prompt.js';
import { shortVideo } from './short-video.js';

export const prompts: readonly PromptDefinition[] = [shortVideo];
