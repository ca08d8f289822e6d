import type { Config } from './schema.js';

/** Whether packs are fetched when first needed: never without a network. */
export const installsPacks = ({ net, packs }: Pick<Config, 'net' | 'packs'>): 'automatic' | 'never' =>
  net.mode === 'offline' ? 'never' : packs.install;
