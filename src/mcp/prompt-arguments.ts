import * as z from 'zod';
import { aspects } from '../render/frame.js';
import { completeFrom, completeTaskId } from './complete.js';

const tones = ['curious', 'warm', 'dramatic', 'funny', 'matter-of-fact'];

export const durationArgument = z
  .string()
  .regex(/^(?:[5-9]|[1-9]\d|[1-5]\d\d|600)$/, 'whole seconds from 5 to 600')
  .optional()
  .describe('How long it should be, in seconds.');

export const aspectArgument = z.enum(aspects).optional().describe('The shape of the picture.');
export const completeAspect = completeFrom(aspects);

export const toneArgument = z.string().max(60).optional().describe('Such as curious or warm.');
export const completeTone = completeFrom(tones);

export const taskIdArgument = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, - and _ only')
  .describe('The task_id of the video.');
export const completeVideoId = completeTaskId(['succeeded']);

/** A number that came as text, since prompts know no other type. */
export const numberOf = (text: string | undefined, absent: number): number =>
  text === undefined ? absent : Number(text);
