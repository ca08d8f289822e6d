import type { Styles } from '../style.js';
import { calm } from './calm.js';
import { curious } from './curious.js';
import { dramatic } from './dramatic.js';
import { lofi } from './lofi.js';
import { upbeat } from './upbeat.js';
import { warm } from './warm.js';

export const styles: Styles = { calm, warm, curious, upbeat, dramatic, lofi };
