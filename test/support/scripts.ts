/** The scripts that tests share: an ordinary one, one that tries to be more than words, and one per language. */
export const adaScript = `In 1843, a young mathematician wrote down the first computer program, for a machine that did not exist.

Her name was Ada Lovelace. She was translating a paper about the Analytical Engine, and her notes grew three times longer than the paper itself.

In Note G she showed, step by step, how the engine could compute the Bernoulli numbers. It is a loop, with variables, written a century before electronics.

But her deepest idea was not a calculation. She saw that numbers could stand for anything: letters, pictures, even music.

The engine was never built. It would have weighed about 15 tonnes and run on steam.

Today every phone, every film and every game is Ada's idea at work. The machine came late; the program was already there.
`;

export const hostileLines: readonly string[] = [
  '{\\fs4000}Huge{\\blur100} tags, and \\N forced \\h breaks.',
  'Quotes \' and ", a colon : a semicolon ; brackets [0:v] and commas, like a filter graph: drawtext=textfile=x.',
  '-i file:secret.txt -f lavfi',
  '%{pts} and $(touch owned) and `touch owned` and ../../etc/passwd',
  '\u202ereversed\u202c by an override, zero\u200bwidth, and a NUL-like \\u0000 written out.',
];

export const languageScripts: readonly { readonly language: string; readonly text: string }[] = [
  { language: 'zh-CN', text: '1843年，阿达·洛芙莱斯写下了第一个计算机程序。那台机器还不存在！' },
  {
    language: 'ja-JP',
    text: '彼女は「数字は音楽にもなれる」と書きました。エンジンは、ついに完成しませんでした。',
  },
  { language: 'ko-KR', text: '그녀의 노트는 원래 논문보다 세 배나 길었습니다.' },
  { language: 'ar-SA', text: 'في عام 1843 كتبت آدا لوفليس أول برنامج حاسوبي، قبل أن توجد الآلة.' },
  { language: 'he-IL', text: 'היא הבינה שמספרים (כמו 42) יכולים לייצג גם מוזיקה.' },
  { language: 'hi-IN', text: 'उनके नोट्स मूल लेख से तीन गुना लंबे थे।' },
  { language: 'th-TH', text: 'เครื่องจักรนั้นไม่เคยถูกสร้างขึ้นจริง' },
  { language: 'ru-RU', text: 'Она поняла: числа могут означать что угодно — буквы, картины, музыку.' },
  {
    language: 'de-DE',
    text: 'Die Dampfmaschinenrechenanlagenentwicklung dauerte Jahrzehnte; das Programm war schon fertig.',
  },
  { language: 'vi-VN', text: 'Chiếc máy ấy sẽ nặng khoảng 15 tấn và chạy bằng hơi nước.' },
  {
    language: 'en-US',
    text: 'Emoji 🎬🚀, {braces}, \\backslashes\\, 100% & <tags> — and a very_long_identifier_that_does_not_break_anywhere_at_all.',
  },
];
