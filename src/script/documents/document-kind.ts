import path from 'node:path';

export const documentKinds = ['pdf', 'docx', 'old-office', 'page', 'html', 'markdown', 'text'] as const;
/** `page` is HTML from the web, with all that stands around an article there. */
export type DocumentKind = (typeof documentKinds)[number];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const looksLikeHtml =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype html|html|head|body|article|main|section|div|p|h1)\b/iu;
const looksLikeMarkdown = /^(?:---\n|#{1,6} )|\n#{1,6} |\]\(https?:|\n[-*] .*\n[-*] |\*\*\w/u;

/** A format that its first bytes tell; `undefined` for text of any kind. Some PDFs begin with a few stray bytes. */
export const kindOfBytes = (bytes: Uint8Array): 'pdf' | 'docx' | 'old-office' | undefined => {
  if (Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-')) {
    return 'pdf';
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return 'docx';
  }
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]) ? 'old-office' : undefined;
};

/** What a text is written in, by the name of its file where that tells, else by its beginning. */
export const kindOfText = (name: string, text: string): 'html' | 'markdown' | 'text' => {
  const extension = path.extname(name).toLowerCase();
  if (/^\.x?html?$/u.test(extension) || looksLikeHtml.test(text.slice(0, 2_000))) {
    return 'html';
  }
  return /^\.(?:md|mdx|markdown)$/u.test(extension) || looksLikeMarkdown.test(text.slice(0, 20_000))
    ? 'markdown'
    : 'text';
};
