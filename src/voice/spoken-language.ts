/** Tags that mean one spoken language: old ones, and written standards that are read alike. */
const sameSpeech: Readonly<Record<string, string>> = {
  cmn: 'zh',
  in: 'id',
  iw: 'he',
  jw: 'jv',
  mo: 'ro',
  nn: 'nb',
  no: 'nb',
  tl: 'fil',
};

/**
 * The language that a tag is spoken as, as a primary tag: Chinese of Hong Kong and Macao is Cantonese, which nobody
 * who speaks Mandarin can read out.
 *
 * @param tag BCP 47.
 */
export const spokenLanguage = (tag: string): string => {
  const [primary = '', ...rest] = tag.toLowerCase().split('-');
  if (primary === 'zh' && rest.some((part) => part === 'hk' || part === 'mo' || part === 'yue')) {
    return 'yue';
  }
  return sameSpeech[primary] ?? primary;
};
