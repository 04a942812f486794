import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { ScreenplayError } from './screenplay.ts';
import { lineAndColumn } from './text-place.ts';

/** An element of an XML document, or a string of text. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}
export type XmlNode = XmlElement | string;

const options = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  // Entities are decoded here, the five of XML and numbers only: a document cannot define its own.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
} as const;

/**
 * Parses a document and returns its root element.
 *
 * @throws ScreenplayError with the place of the fault; also for any DOCTYPE, which can only be there to do harm
 */
export function parseXml(text: string): XmlElement {
  const source = text.replace(/^\uFEFF/, '');
  const doctype = /<!(?:DOCTYPE|ENTITY)/i.exec(source);
  if (doctype) {
    const { line, column } = lineAndColumn(source, doctype.index);
    throw new ScreenplayError('a DOCTYPE is not allowed in a screenplay: remove it', line, column);
  }
  const validity = XMLValidator.validate(source);
  if (validity !== true) {
    const { msg, line, col } = validity.err;
    throw new ScreenplayError(`malformed XML: ${oneLine(msg)}; export the script again`, line, col);
  }
  const root = treeOf(source).find((node) => typeof node !== 'string');
  if (!root || typeof root === 'string') throw new ScreenplayError('the XML has no root element', 1, 1);
  return root;
}

/** Writes a document; text is escaped, characters that XML forbids are left out. */
export function printXml(root: XmlElement): string {
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    processEntities: true,
    suppressEmptyNode: false,
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n${builder.build([rawNode(root)])}\n`;
}

function treeOf(source: string): XmlNode[] {
  try {
    const tree: unknown = new XMLParser(options).parse(source);
    return Array.isArray(tree) ? tree.map(nodeOf) : [];
  } catch (error) {
    throw new ScreenplayError(`XML that cannot be read: ${oneLine(String(error))}`, 1, 1);
  }
}

/** The parser gives `{ Tag: children, ':@': attributes }`, and text as `{ '#text': … }`. */
function nodeOf(raw: unknown): XmlNode {
  const entries = Object.entries(raw ?? {});
  const text = entries.find(([key]) => key === '#text');
  if (text) return decode(String(text[1]));
  const [tag, children] = entries.find(([key]) => key !== ':@') ?? ['', []];
  const written = Object.entries(entries.find(([key]) => key === ':@')?.[1] ?? {});
  const attributes = Object.fromEntries(written.map(([name, value]) => [name, decode(String(value))]));
  return { tag, attributes, children: Array.isArray(children) ? children.map(nodeOf) : [] };
}

function rawNode(node: XmlNode): Record<string, unknown> {
  if (typeof node === 'string') return { '#text': allowed(node) };
  const attributes = Object.entries(node.attributes).map(([name, value]) => [name, allowed(value)]);
  return { [node.tag]: node.children.map(rawNode), ':@': Object.fromEntries(attributes) };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}

/** XML 1.0 knows no control characters but tab and line ends, and no half of a surrogate pair. */
function allowed(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\.$/, '');
}
