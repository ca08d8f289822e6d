/** English verbs, adjectives and adverbs that are frequent in narration and show nothing when searched for. */
const plainEnglish = new Set(
  (
    'able actually ago already alone appear appears ask asked began begin believe best better big bring brings brought build built call ' +
    'called care carry carries century change changed changes clear clearly close common complete couple deep deeper deepest different ' +
    'difficult early easy end ended entire entirely exactly exist existed exists explain famous fact fall far fast feel feels fell felt ' +
    'find finds finish fit follow found free full gave general good great greater greatest grew grow grown grows half happen happened ' +
    'happens hard hear heard help helped hide high hold holds huge hundred idea imagine important join kind large larger largest late ' +
    'later lead learn learned leave leaves led left life likely line little live lived lives long longer look looked looking looks lose ' +
    'lost lot main mean means meant million move moved moves need needed needs new next nice number numbers old open order ordinary ' +
    'original part pass past pay people perfect place point possible probably quick quickly ran reach reached read ready real remain ' +
    'remember rest right run runs second send sent set shape short show showed shown shows side simple simply single sit size slow ' +
    'slowly small smaller smallest sort speak spend stand start started state stay step stop story strange strong sure surprise talk ' +
    'tell tells thousand three tiny told top tried true truth try turn turned turns twice ' +
    'understand usual usually wait walk want wanted wants watch week weeks whole wide wonder word words work worked works world worse ' +
    'worst write writes written wrong wrote year years young stood four five six seven eight nine ten month months times day days ' +
    'weigh weighed machine’s somehow anyway maybe per cent percent'
  ).split(' '),
);

const english = (word: string): boolean => {
  const derived = /(?:ly|ing|ed)$/u.test(word) && word.length > 5;
  return (
    plainEnglish.has(word) ||
    (derived &&
      !/(?:building|painting|wedding|evening|morning|lightning|ceiling|spring|string|king|ring|wing|seed|bed|speed|family|jelly|butterfly|firefly|assembly)$/u.test(
        word,
      ))
  );
};

/** Whether a word is more likely a verb, an adverb or a pale adjective than something that can be shown. */
export const isPlainVerbForm = (word: string, base: string): boolean => base === 'en' && english(word);
