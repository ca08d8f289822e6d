import type { Sound } from '../wav.js';
import type { TimedSpeech } from './transfer-times.js';

export type AlignCommand = { readonly speech: Sound; readonly reference: TimedSpeech };
