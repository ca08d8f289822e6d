const list = (words: string): readonly string[] => words.split(' ');

/** Verbs that narrations are full of and whose -s and -ed forms are regular. */
const regular = list(
  'add allow answer arrive ask block burn call carry cause change cover crack create cross dance die discover drop end enjoy escape exist explain fail fear fill float follow form happen help hunt improve include invent join jump kill land last learn lift live look love mean measure melt miss move need notice open own pass play prove pull push reach remain remember reveal save share show shine solve sound spend spoil start stay stop survive taste touch travel try turn use visit wait walk want warn wash watch weigh work',
);
/** Their forms after a subject: with -s, and in the past. */
const irregular = list(
  'beats become became becomes begins began bends bent bites bit blows blew breaks broke brings brought builds built buys bought catches caught chooses chose comes came costs cuts digs dug draws drew drinks drank drives drove eats ate falls fell feeds fed feels felt fights fought finds found flies flew gives gave goes grows grew hears heard hides hid hits holds held keeps kept knows knew lays laid leads led leaves left lets lies lies lay lost loses makes made meets met puts reads rises rose runs ran sees saw sells sold sends sent sets shakes shook shoots shot shrinks shrank sings sang sinks sank sits sat sleeps slept speaks spoke spins spun spreads stands stood steals stole sticks stuck sings strikes struck sweeps swept swims swam swings swung takes took teaches taught tells told thinks thought throws threw understands understood wakes woke wears wore wins won writes wrote',
);
const base = list(
  'become begin bring build buy choose come eat fall find give grow hear hold keep know learn leave let lose make meet put see send sit spin stand steal take teach tell think throw understand wear write pull reach share',
);

const inflected = (verb: string): string[] => {
  const stem = /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}i` : verb;
  const third = /(?:s|sh|ch|x|z)$/u.test(verb) || stem !== verb ? `${stem}es` : `${verb}s`;
  const doubled = ['stop', 'drop'].includes(verb) ? verb + verb.slice(-1) : stem;
  return [third, stem.endsWith('e') ? `${stem}d` : `${doubled}ed`];
};

/** Forms of English verbs that are hardly ever anything else right after a noun. */
export const englishVerbs: ReadonlySet<string> = new Set([
  ...regular.flatMap(inflected),
  ...irregular,
  ...base,
]);
