/** Beginnings that point back: without the sentence before, nobody knows what `this` is or what `however` opposes. */
const pointers: Readonly<Record<string, RegExp>> = {
  en: /^["“'(]*(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|however|but|and|or|so|then|thus|hence|therefore|moreover|furthermore|also|instead|yet|still|nevertheless|nonetheless|meanwhile|otherwise|likewise|similarly|conversely|consequently|besides|even so|for example|for instance|in fact|in other words|in contrast|by contrast|as a result|as such|in turn|both|neither|another|others|the former|the latter|the same|the other|the second|the third|either way|after that|before that|since then|at that|to do this|to do so|here|too|of these|one of them|some of them|most of them|all of them|each of them|all this|all that|not so|no wonder|that is|what is more|nor|perhaps)(?=[\s,'’])/iu,
  es: /^[¿¡"«(]*(?:est[eaos]+|es[eao]s?|ello|ellos|ellas|él|ella|pero|y|sin embargo|además|así|por eso|por lo tanto|entonces|también|por ejemplo|tal|tales)(?=[\s,])/iu,
  fr: /^["«(\s]*(?:ce|cet|cette|ces|cela|ceci|il|elle|ils|elles|mais|et|or|donc|ainsi|cependant|pourtant|toutefois|en effet|par exemple|de plus|alors|c['’]est)(?=[\s,'’])/iu,
  de: /^["„(]*(?:dies(?:e[rsnm]?)?|das|er|sie|es|aber|und|doch|jedoch|denn|deshalb|daher|darum|dadurch|damit|dabei|so|also|außerdem|zudem|allerdings|trotzdem|dennoch|dann|auch|zum beispiel|solche[rsnm]?)(?=[\s,])/iu,
  it: /^["«(]*(?:quest[oaei]|quell[oaei]|ess[oaei]|lui|lei|loro|ma|e|però|tuttavia|inoltre|così|quindi|dunque|perciò|anche|per esempio|tali?)(?=[\s,])/iu,
  pt: /^["«(]*(?:est[ae]s?|ess[ae]s?|isto|isso|ele|ela|eles|elas|mas|e|porém|contudo|além disso|assim|por isso|portanto|então|também|por exemplo|tal|tais)(?=[\s,])/iu,
  nl: /^["“(]*(?:dit|dat|deze|die|het|hij|zij|ze|maar|en|echter|toch|dus|daarom|daardoor|daarmee|bovendien|ook|zo|dan|bijvoorbeeld)(?=[\s,])/iu,
  ru: /^["«(]*(?:это|этот|эта|эти|он|она|они|оно|но|и|а|однако|поэтому|так|также|тогда|кроме того|например|такой|такие)(?=[\s,])/iu,
};
/** `It was in 1843 that`, `It is easy to`: these point nowhere. */
const pointsNowhere =
  /^(?:it (?:is|was|takes|took) (?:in|on|at|easy|hard|often|said|possible|tempting)|those who)\b/iu;
/** A pronoun before any noun of its own sentence: `As they grow cold`, `Somewhere behind it`, `By then`. */
const earlyPronoun =
  /^(?:as|when|while|if|because|since|though|although|until|before|after|by|in|on|at|to|for|from|with|without|behind|beneath|under|inside|above|below|around|beside|somewhere|sometimes|today|now|once|soon|even|only|all|why|how)\s+(?:\S+\s+)?(?:it|they|them|he|him|she|this|these|those|that|then)\b/iu;
/** An object that stands for something said before: `changed that with`, `ring the coast with them`. */
const bareObject =
  /\b(?:changed|did|knew|proved?|with|of|like|about) (?:that|this|them|these)(?=[.,;]| (?:with|by|in|at|all)\b)/iu;

/** `The answer is`, `One reason`: to something that was asked or told before. `The day there`: where? */
const abstractReference =
  /^(?:the|one|another) (?:(?:main|only|first|second|third|real|chief|simple|whole|largest|rough|new|old|small|big) )?(?:answer|reasons?|results?|idea|effects?|trick|problem|solution|difference|rest|remainder|point|catch|explanation|remedy|failure|success|report|claim|increase|decrease|growth|decline|sum|amount|total|figures?|reply|question|delay|mistake|method|process|former|latter)\b(?! of\b)|^(?:[\p{L}’'-]+ ){1,4}(?<!been )there\b(?! (?:is|are|was|were|will|has|have|can))/iu;
/** `one` for a thing named before: `You have looked through one today`. */
const bareOne =
  /\b(?:through|with|at|like|see|seen|saw|had|have|has|use[ds]?|own|bought|need|make|made|build|built|find|found|want|wanted|take|took) ones?(?=[.,;!?]| (?:today|now|before|already|yourself|that|which|who)\b)/iu;
/** Words of somebody whose name came before, or comes not at all. */
const namelessSpeech = /["”’],? (?:he|she|they) (?:said|says|added|adds|told|asked)\b|^["“][^"”]*["”]$/iu;

/** `Do the same`, `You see it`, `By changing its speed, he could`: whoever or whatever that was. */
const laterPronoun =
  /\b(?:do|does|did) the same\b|\bthe other way (?:round|around)\b|^[^,]{0,40}\b(?:through|into|under|behind|inside|around|with) (?:it|them)\b|^(?:you|we|people|i|others|nobody|no one|everybody|everyone|someone|somebody|many|most|few|some) \p{L}+ (?:it|them|him|her)\b|\b(?:nobody|no one|everyone|anyone|people|we|you) \p{L}+ (?:it|them)[.!]$|^there (?:is|are|was|were)\b[^,;]*\b(?:it|them)\b|^(?:by|in|with|after|before|when|as|while|for|from|on|at)\b[^,]{0,80}, (?:he|she|they|it)\b/iu;
/** `About half came from`: of what? */
const bareShare =
  /^(?:(?:about|around|roughly|nearly|almost|more than|less than|over|only|some|another|at least) )?(?:half|(?:a|one|two|three) (?:thirds?|quarters?|fifths?|tenths?)|most|some|many|few|none|one|two|three|four|five|ten|[\d.,]+ ?(?:%|percent|per cent))(?: more)? (?:were|was|are|is|came|come|went|go|had|have|has|did|do|lived?|died?|remain(?:ed|s)?|worked?|fell|rose|will|would|can|could)\b/iu;
/** `Three years later`, `A week before`: than what? `It ran better than before`: points twice. */
const laterThan =
  /^(?:(?:only|just|about|some) )?(?:\p{L}+|\d+) (?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?) (?:later\b|(?:after|afterwards|earlier|before)(?=,| \p{L})(?! (?:the|a|an) ))|\b(?:heard|knew|thought|spoke|wrote|talked|told) (?:\p{L}+ )?(?:of|about) (?:it|them|this|that)\b|^(?:the (?:next|following|same) (?:day|night|morning|week|month|year)|a year earlier|soon after(?:wards)?|in the same year|in (?:this|that|these|those) \p{L}+)\b/iu;

/** Words that tie a sentence to the one before and say nothing themselves. */
const connective =
  /^(?:so|and|however|moreover|furthermore|also|in fact|in other words|of course|indeed),? +(?=\p{L})/iu;

const englishSigns = [
  earlyPronoun,
  bareObject,
  abstractReference,
  bareOne,
  namelessSpeech,
  laterPronoun,
  bareShare,
  laterThan,
];

/** A sentence that can begin a paragraph: `So the next time` is `The next time`. English alone. */
export const withoutConnective = (sentence: string, language: string): string => {
  const rest = /^en\b/iu.test(language) ? sentence.replace(connective, '') : sentence;
  return rest === sentence ? sentence : rest.charAt(0).toUpperCase() + rest.slice(1);
};

/** Whether a sentence leans on the one before it. */
export const dependsOnBefore = (sentence: string, language: string): boolean => {
  const base = language.toLowerCase().split('-')[0] ?? '';
  if (pointsNowhere.test(sentence)) {
    return false;
  }
  const english = base === 'en' && englishSigns.some((sign) => sign.test(sentence));
  return english || pointers[base]?.test(sentence) === true;
};
