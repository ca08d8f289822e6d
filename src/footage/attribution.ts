import type { Asset } from './asset.js';
import { sourceTraits } from './source-traits.js';
import type { Credit } from './visual.js';

const longestTitle = 80;

const shortTitle = (title: string): string => {
  const characters = [...title];
  return characters.length <= longestTitle
    ? title
    : `${characters
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`;
};

const inBrackets = (address: string | undefined): string => (address === undefined ? '' : ` (${address})`);

/**
 * The words that a licence asks for beside the work. Creative Commons wants title, author, source, licence and that
 * the work was changed (https://wiki.creativecommons.org/wiki/Recommended_practices_for_attribution); Pexels and
 * Pixabay like to be linked; NASA wants to be named and not to seem to endorse.
 */
export const attributionOf = ({ source, kind, title, author, licence, pageUrl }: Asset): string => {
  const noun = kind === 'clip' ? 'Video' : 'Photo';
  const page = inBrackets(pageUrl);
  const named = title === '' ? `${noun}` : `“${shortTitle(title)}”`;
  const by = author === undefined ? '' : ` by ${author}`;
  switch (licence.family) {
    case 'pexels':
    case 'pixabay':
      return `${noun}${by} on ${sourceTraits[source].title}${page}`;
    case 'nasa':
      return `${named}: ${author ?? 'NASA'}${page}`;
    case 'generated':
      return `Picture generated${author === undefined ? '' : ` with ${author}`}`;
    case 'cc0':
    case 'pdm':
      return `${named}${by}${page}, ${licence.name}`;
    default:
      return `${named}${by}${page} is licensed under ${licence.name}${inBrackets(licence.url)}; cropped, captions added`;
  }
};

/** How an asset stands in the credits of a film. */
export const assetCredit = (asset: Asset): Credit => ({
  kind: 'picture',
  title: asset.title === '' ? `${sourceTraits[asset.source].title} ${asset.id}` : shortTitle(asset.title),
  licence: asset.licence.name,
  attribution: attributionOf(asset),
  ...(asset.author === undefined ? {} : { author: asset.author }),
  ...(asset.pageUrl === undefined ? {} : { sourceUrl: asset.pageUrl }),
  ...(asset.licence.url === undefined ? {} : { licenceUrl: asset.licence.url }),
});
