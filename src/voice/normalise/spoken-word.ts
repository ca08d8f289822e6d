/** One word as a voice should say it. A script word may be said as several, as one, or not at all. */
export type SpokenWord = {
  /** What to pronounce: no punctuation, and for English no digits, symbols or abbreviations. */
  readonly text: string;
  /** Index of the script word that this is said for; never falls from one spoken word to the next. */
  readonly scriptIndex: number;
  /** Marks that stand before it and shape the melody: any of `“ (`. */
  readonly before: string;
  /** Marks that follow it: any of `, . ! ? ; : — … ” )`. */
  readonly after: string;
  /** How it sounds, where that was told in phonetic signs: for engines that take them. Empty for no sound. */
  readonly ipa?: string;
};
