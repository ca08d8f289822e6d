/** Titles that promise an explanation, by language. */
const asking: Readonly<Record<string, RegExp>> = {
  en: /^(?:\W*)(?:why|how (?!to\b)|what (?:causes|makes))|\b(?:the reasons?|the science|the secret) (?:why|of|behind)\b/iu,
  de: /^(?:warum|weshalb|wieso|wie)\b/iu,
  fr: /^(?:pourquoi|comment)\b/iu,
  es: /^¿?(?:por qué|cómo)\b/iu,
  it: /^(?:perché|come)\b/iu,
  pt: /^(?:por que|porque|porquê|como)\b/iu,
  nl: /^(?:waarom|hoe)\b/iu,
};
/** Words that tie an effect to its cause, by language. */
const causal: Readonly<Record<string, RegExp>> = {
  en: /\b(?:because|since(?! \d)|therefore|thus|hence|the result is|as a result|(?:that|this|which) (?:also )?(?:is why|explains?|means that|makes|causes)|for (?:this|that) reason|the reason|so that|caus(?:e[ds]?|ing)|due to|leads? to|turns? into|so (?:the|a|it|they)\b)/iu,
  de: /\b(?:weil|denn|daher|deshalb|darum|dadurch|deswegen|somit|sodass|folglich|aus diesem grund)\b/iu,
  fr: /\b(?:parce qu|car|donc|c['’]est pourquoi|ainsi|grâce à|à cause|en raison)/iu,
  es: /\b(?:porque|por eso|por lo tanto|debido a|así que|a causa)\b/iu,
  it: /\b(?:perché|quindi|dunque|perciò|a causa|per questo)\b/iu,
  pt: /\b(?:porque|por isso|portanto|devido a|por causa)\b/iu,
  nl: /\b(?:omdat|doordat|daarom|daardoor|dus|want)\b/iu,
};

const base = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Whether a title asks why or how something is so, and the causal sentences are what answers it. */
export const asksForReason = (title: string | undefined, language: string): boolean =>
  title !== undefined && asking[base(language)]?.test(title) === true;

/** Whether a sentence says why. */
export const isCausal = (text: string, language: string): boolean =>
  causal[base(language)]?.test(text) === true;

const conclusion =
  /^as a result|\b(?:the result is|(?:that|this|which) is why|therefore|for (?:this|that) reason)\b/iu;

/** Whether a sentence draws the conclusion of an explanation, and so is the one to keep. English alone. */
export const isConclusion = (text: string): boolean => conclusion.test(text);
