import type { Bytes } from './containers.ts';

/** Where readers of other formats look for theirs. */
const headLength = 4096;
const tailLength = 65_557 + 22;

const markup = /<!doctype|<html|<script|<\?php|<svg[\s>]/i;

/** The end of a ZIP's table of contents, whose numbers fit the file: four letters alone come up by chance in any film. */
function endsAsZip(tail: Buffer, size: number): boolean {
  const start = size - tail.length;
  for (let at = tail.indexOf('PK\x05\x06', 0, 'latin1'); at >= 0; at = tail.indexOf('PK\x05\x06', at + 1, 'latin1')) {
    if (at + 22 > tail.length) return false;
    const [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    if (offset === 0xffffffff || offset + length <= start + at) return true;
  }
  return false;
}

/**
 * What else a file could be taken for by a reader of another format: a document for browsers, a ZIP (and so a JAR or an office document), a PDF.
 * `null` when by none.
 */
export async function secondFormat(bytes: Bytes): Promise<string | null> {
  const [head, tail] = await Promise.all([
    bytes.at(0, headLength),
    bytes.at(Math.max(0, bytes.size - tailLength), tailLength),
  ]);
  if (head.subarray(0, 1024).includes('%PDF-')) return 'a PDF';
  if (markup.test(head.toString('latin1')) || markup.test(tail.toString('latin1'))) return 'a web page';
  return endsAsZip(tail, bytes.size) ? 'a ZIP archive' : null;
}
