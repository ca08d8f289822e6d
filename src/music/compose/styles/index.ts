import type { Styles } from '../style.js';
import { ambient } from './ambient.js';
import { calm } from './calm.js';
import { curious } from './curious.js';
import { dramatic } from './dramatic.js';
import { epic } from './epic.js';
import { inspiring } from './inspiring.js';
import { lofi } from './lofi.js';
import { playful } from './playful.js';
import { tense } from './tense.js';
import { upbeat } from './upbeat.js';
import { warm } from './warm.js';

export const styles: Styles = {
  calm,
  warm,
  curious,
  upbeat,
  dramatic,
  lofi,
  ambient,
  inspiring,
  playful,
  tense,
  epic,
};
