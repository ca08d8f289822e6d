import { isDeepStrictEqual } from 'node:util';
import { moodOf } from './film-beats.js';
import { type Scene, type Storyboard, voiceOf } from './storyboard.js';

/** What a scene's shot follows from, besides the work of the steps. */
const shotFacts = (storyboard: Storyboard, scene: Scene) => {
  const { title: _t, scenes, music: _m, transition: _d, soundEffects: _s, ...others } = storyboard;
  const { creditsCard: _c, footageSources: _f, voice: _v, ...settings } = others;
  // How loud the voice is concerns the mix alone.
  const { volume: _l, ...voice } = voiceOf(scene, storyboard);
  return { settings, scene: { ...scene, voice, terms: [] }, isLast: scenes.at(-1)?.id === scene.id };
};

/** What all lengths follow from where cuts land on beats. */
const beatFacts = (storyboard: Storyboard) =>
  storyboard.music.cutOnBeat ? { mood: moodOf(storyboard), seed: storyboard.seed } : undefined;

/** Ids of the scenes, in film order, whose shot is made anew. */
export const changedScenes = (before: Storyboard, edited: Storyboard): string[] => {
  const known = new Map(before.scenes.map((scene) => [scene.id, shotFacts(before, scene)]));
  const differs = (scene: Scene): boolean =>
    !isDeepStrictEqual(known.get(scene.id), shotFacts(edited, scene));
  const isSameBeat = isDeepStrictEqual(beatFacts(before), beatFacts(edited));
  if (beatFacts(edited) === undefined && isSameBeat) {
    return edited.scenes.filter(differs).map(({ id }) => id);
  }
  const first = isSameBeat
    ? edited.scenes.findIndex((scene, at) => differs(scene) || scene.id !== before.scenes[at]?.id)
    : 0;
  return first < 0 ? [] : edited.scenes.slice(first).map(({ id }) => id);
};
