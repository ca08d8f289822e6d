/** One script word of English without the marks around it, and what stands near it. */
export type EnglishToken = {
  readonly core: string;
  /** The marks that follow, such as `.` or `,"`. */
  readonly after: string;
  /** The neighbours' cores; empty at the ends of the text. */
  readonly previous: string;
  readonly next: string;
  /** Most of the text is in capitals, so capitals say nothing about a word. */
  readonly shouting: boolean;
};

/** What to say, words parted by spaces; `undefined` when the rule has nothing to say about this token. */
export type EnglishRule = (token: EnglishToken) => string | undefined;
