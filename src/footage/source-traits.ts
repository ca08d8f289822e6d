import type { FootageSource } from '../config/sections/footage.js';
import type { FootageQuery } from './provider.js';

export type SourceTraits = {
  /** As people know it. */
  readonly title: string;
  /** What it has, the better first. */
  readonly kinds: readonly FootageQuery['kind'][];
  /**
   * `curated` sources know synonyms and are trusted to answer what was asked; of a `text` source a result counts only
   * when one of the words is in it.
   */
  readonly matching: 'curated' | 'text';
};

export const sourceTraits: Readonly<Record<FootageSource, SourceTraits>> = {
  pexels: { title: 'Pexels', kinds: ['video', 'photo'], matching: 'curated' },
  pixabay: { title: 'Pixabay', kinds: ['video', 'photo'], matching: 'curated' },
  openverse: { title: 'Openverse', kinds: ['photo'], matching: 'text' },
  commons: { title: 'Wikimedia Commons', kinds: ['photo', 'video'], matching: 'text' },
  nasa: { title: 'NASA', kinds: ['photo', 'video'], matching: 'text' },
  archive: { title: 'the Internet Archive', kinds: ['video', 'photo'], matching: 'text' },
  generated: { title: 'generated pictures', kinds: ['photo'], matching: 'curated' },
};
