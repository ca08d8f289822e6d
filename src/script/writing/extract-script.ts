import { condense } from '../condense.js';
import type { DocumentText } from '../document-text.js';
import { scenesFromScript } from '../scenes.js';
import { finishPosts } from './finish-posts.js';
import { findPassages, passagesOf } from './passages.js';
import type { WrittenScript } from './written-script.js';

export type ExtractOptions = {
  /** BCP 47. */
  readonly language: string;
  /** What the film is called; the document's own title when absent. */
  readonly subject: string | undefined;
  /** Of speech. */
  readonly targetSec: number;
};

/**
 * A script of a document's own sentences, without any model: whole when it is no longer than asked for, else the most
 * telling ones. Search words are in the document's language.
 */
export const extractScript = (
  document: DocumentText,
  { language, subject, targetSec }: ExtractOptions,
): WrittenScript => {
  const { script } = condense(document, { language, targetSec });
  const passages = passagesOf(document);
  const title = subject ?? document.title;
  const drafts = scenesFromScript(script, { language, ...(title === undefined ? {} : { subject: title }) });
  let position = 0;
  const scenes = drafts.map(({ narration, terms }) => {
    // A scene may reach over the end of a paragraph, so only its beginning stands in the script as it is.
    const found = script.indexOf(narration.slice(0, 20), position);
    position = found === -1 ? position : found;
    return {
      paragraph: script.slice(0, position).split('\n\n').length,
      narration,
      terms: [...terms],
      passages: findPassages(narration, [], { language, passages }),
    };
  });
  const named = title ?? scenes[0]?.narration.split(/(?<=[.!?。！？])\s*/u)[0] ?? '';
  return { title: named.slice(0, 200), language, scenes, social: finishPosts({ title: named, scenes }) };
};
