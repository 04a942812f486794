/** An XML element as a value, to be printed. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements, or the text of a leaf. */
  readonly content: readonly XmlNode[] | string;
}

/** Makes an element. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  content: XmlNode['content'] = [],
): XmlNode {
  return { name, attributes, content };
}

/** Prints an element, two spaces a level. Characters that XML cannot hold are left out. */
export function printXml(node: XmlNode, indent = ''): string {
  const attributes = Object.entries(node.attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const start = `${indent}<${node.name}${attributes.join('')}`;
  if (node.content.length === 0) return `${start}/>\n`;
  if (typeof node.content === 'string') return `${start}>${escapeXml(node.content)}</${node.name}>\n`;
  const inside = node.content.map((child) => printXml(child, `${indent}  `)).join('');
  return `${start}>\n${inside}${indent}</${node.name}>\n`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them, not even escaped.
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '')
      .replace(/[&<>"]/g, (character) => escapes[character] ?? character)
      .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
