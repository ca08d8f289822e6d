import { InputError, ProviderError } from '../errors/index.js';
import { assetName } from '../footage/asset.js';
import { licenceObjection } from '../footage/licence.js';
import type { FilmParts } from './film-parts.js';
import type { Scene, Storyboard } from './storyboard.js';

export type ChosenAssetParts = {
  readonly library: Pick<FilmParts['footage']['library'], 'find'>;
  readonly licences: FilmParts['footage']['licences'];
};

/**
 * The same storyboard with everything that is known of the online pictures that its scenes name: from then on it
 * needs no search.
 *
 * @throws InputError `INPUT_INVALID` for one that no search found, ProviderError `LICENCE_REFUSED` for one whose licence
 * forbids the use; both name the scene
 */
export const resolveChosenAssets = async (
  storyboard: Storyboard,
  { library, licences }: ChosenAssetParts,
): Promise<Storyboard> => {
  const scenes = storyboard.scenes.map(async (scene, index): Promise<Scene> => {
    const { visual, dealt } = scene;
    if (visual.kind !== 'asset') {
      return scene;
    }
    const name = assetName(visual);
    const known = dealt?.asset;
    const asset = known && assetName(known) === name ? known : await library.find(name);
    if (asset === undefined) {
      throw new InputError(
        'INPUT_INVALID',
        `No search has found the picture that scene ${index + 1} names.`,
        {
          hint: 'Search for footage of this scene, and choose one of the results by its source and id.',
        },
      );
    }
    const objection = licenceObjection(asset.licence.family, licences);
    if (objection !== undefined) {
      throw new ProviderError(
        'LICENCE_REFUSED',
        `The picture chosen for scene ${index + 1} may not be used: ${objection}.`,
        {
          provider: asset.source,
          hint: 'Choose another one, or allow the licence with footage.licences if you have the right to use it.',
        },
      );
    }
    return { ...scene, dealt: { ...dealt, asset } };
  });
  return { ...storyboard, scenes: await Promise.all(scenes) };
};
