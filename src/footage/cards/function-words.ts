const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/**
 * Articles, prepositions, particles and auxiliaries of languages other than English: the commonest ones, enough that a
 * phrase does not begin or end on one. Keyed by primary language subtag.
 */
const functionWords: Readonly<Record<string, ReadonlySet<string>>> = {
  ar: list(
    'في من على عن إلى الى مع قبل بعد أن ان إن ما لا لم لن قد هو هي هذا هذه ذلك التي الذي كان كانت كل ثم أو و',
  ),
  de: list(
    'der die das den dem des ein eine einen einem einer und oder aber von vor für mit auf aus bei nach über unter durch ist war sind waren wird wurde wurden hat haben schon noch nur sehr auch dass wenn wie als sich',
  ),
  es: list(
    'el la los las un una unos unas y o pero de del en con por para sin sobre entre hasta desde que como cuando donde es son era eran fue fueron ser está están ha han había su sus se lo le más muy ya',
  ),
  fr: list(
    'le la les un une des et ou mais de du en dans avec par pour sans sur sous entre vers que qui dont comme quand où est sont était étaient fut être a ont avait son sa ses leur leurs cette ces très plus déjà nous vous elle elles',
  ),
  he: list(
    'של את כמו על עם אל מן אם כי לא היא הוא הם הן זה זאת אשר גם רק כל או היה היתה הייתה יכול יכולה יכולים יכולות',
  ),
  hi: list('का की के को से में पर ने और या है हैं था थी थे यह वह ये वे एक तो ही भी नहीं कि जो उनके उनका उनकी इस उस'),
  it: list(
    'il lo la i gli le un uno una e o ma di del della dei delle in nel nella con per senza su tra fra che come quando dove è sono era erano fu essere ha hanno aveva suo sua suoi sue più molto già',
  ),
  ja: list(
    'は が を に で と も の へ や か から まで より など です ます でし まし た て し れ い ある いる この その あの これ それ こと もの よう ない ませ ん だ な さ せ ません しません ました でした します しました',
  ),
  ko: list('그 이 저 그녀의 그의 및 또는 더 이나 수 것'),
  pt: list(
    'o a os as um uma e ou mas de do da dos das em no na nos nas com por para sem sobre entre até que como quando onde é são era eram foi ser está estão há tinha seu sua seus suas mais muito já',
  ),
  ru: list(
    'и а но или в во на с со к ко у о об от до из за под над по для без при про через что как когда где кто это этот эта эти тот был была было были быть есть может могут он она оно они её его их не ни же ли бы',
  ),
  th: list('ที่ ของ และ หรือ ใน บน กับ จาก ไป มา ให้ ได้ เป็น คือ มี นั้น นี้ ถูก ก็ จะ ไม่ เคย ว่า ซึ่ง โดย ขึ้น อยู่ แล้ว'),
  tr: list('ve veya ama bir bu şu o da de ki mi için ile gibi kadar sonra önce çok daha en'),
  vi: list(
    'của và là một những các cái ấy này đó sẽ đã đang được bị cho với trong trên từ ở thì mà rất khoảng không',
  ),
  zh: list(
    '的 了 是 在 和 与 也 就 都 而 及 着 过 把 被 对 从 到 向 给 还 又 很 不 没 没有 那 这 它 他 她 个 一个 第 第一 第一个 台 那台 这个 那个 会 能 可以',
  ),
};

const none: ReadonlySet<string> = new Set();

/** @param primary the language, such as `de` */
export const functionWordsOf = (primary: string): ReadonlySet<string> => functionWords[primary] ?? none;

/** After these a phrase says the opposite of its sentence. */
export const negations: ReadonlySet<string> = list(
  'not no never nobody none nothing without hardly cannot neither nicht kein keine keinen nie niemals pas jamais aucun aucune sans no nunca jamás sin non mai senza não nunca sem не нет ни нельзя لا لم لن ليس ליס לא אין नहीं न مت ไม่ không chưa chẳng 不 没 没有 未 无 無',
);
