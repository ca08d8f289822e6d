import { essentialPhrase } from './phrase.js';
import { capitalised } from './plain-text.js';
import { wordProfile } from './word-profile.js';

export type TitleWords = { readonly headline: string; readonly kicker: string | undefined };

/** Openings that read better as a small line above the name they introduce. */
const opening =
  /^((?:the|a)\s+(?:true\s+|untold\s+|short\s+|brief\s+|secret\s+)?(?:story|history|life|rise|fall|legend|science|art|truth|guide)\s+(?:of|to|about|behind)|how|why|what\s+(?:is|are)|meet|introducing|the)\s+(.{3,})$/iu;
const subtitled = /^(.{3,40}?)\s*(?::|\s[—–|-]\s)\s*(.{3,})$/u;
const maxCharacters = 40;

/** A film's title as its first card shows it: at most 40 characters large, the rest small above. */
export const titleWords = (title: string, language: string): TitleWords | undefined => {
  const tidy = title.replace(/[.\s]+$/u, '');
  if (!/[\p{L}\p{N}]/u.test(tidy)) {
    return undefined;
  }
  const english = wordProfile(language).english ? opening.exec(tidy) : null;
  if (english !== null && (english[1] ?? '').includes(' ') && (english[2] ?? '').length <= maxCharacters) {
    return { kicker: english[1], headline: capitalised(english[2] ?? '', language) };
  }
  const parts = subtitled.exec(tidy);
  if (parts !== null && [...tidy].length > 24) {
    const [, first = '', second = ''] = parts;
    if (second.length <= maxCharacters) {
      return { kicker: first, headline: capitalised(second, language) };
    }
    if (first.length >= 12) {
      return { kicker: undefined, headline: first };
    }
  }
  const fits =
    [...tidy].length <=
    (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]/u.test(tidy) ? 16 : maxCharacters);
  const headline = fits ? tidy : essentialPhrase(tidy, language);
  return { kicker: undefined, headline: capitalised(headline, language) };
};
