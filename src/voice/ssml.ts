/** An element of Speech Synthesis Markup Language 1.1, or text. */
export type SsmlNode = string | SsmlElement;
export type SsmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SsmlNode[];
};

export const element = (
  name: string,
  attributes: SsmlElement['attributes'],
  ...children: SsmlNode[]
): SsmlElement => ({ name, attributes, children });

/** What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets. */
const impossible = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (text: string): string =>
  text.replaceAll(impossible, ' ').replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** XML of a tree. Every text and attribute is escaped here and nowhere else. */
export const writeSsml = (node: SsmlNode): string => {
  if (typeof node === 'string') {
    return escapeXml(node);
  }
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  return `<${node.name}${attributes}>${node.children.map(writeSsml).join('')}</${node.name}>`;
};

const marks: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(entities).map(([sign, entity]) => [entity, sign]),
);

/** Words come back from the services as they were escaped. */
export const unescapeXml = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => marks[entity] ?? entity);
