/** Moods the composer knows. `automatic` picks one by the film's words; `none` leaves the film without music. */
export const moods = [
  'calm',
  'warm',
  'curious',
  'upbeat',
  'dramatic',
  'lofi',
  'ambient',
  'inspiring',
  'playful',
  'tense',
  'epic',
] as const;
export type Mood = (typeof moods)[number];
export const musicChoices = ['automatic', ...moods, 'none'] as const;
export type MusicChoice = (typeof musicChoices)[number];
