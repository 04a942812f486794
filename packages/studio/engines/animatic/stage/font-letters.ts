import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/**
 * The letters that a WOFF file has a glyph for, as code points.
 * @throws Error when the file cannot be read or has no letter table of format 4
 */
export function lettersOfFont(path: string): ReadonlySet<number> {
  return lettersOfSegments(segmentsOf(tableOf(readFileSync(path), 'cmap')));
}

function tableOf(woff: Buffer, name: string): Buffer {
  const tables = woff.readUInt16BE(12);
  for (let at = 44; at < 44 + 20 * tables; at += 20) {
    if (woff.toString('latin1', at, at + 4) !== name) continue;
    const [start, packed, size] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const bytes = woff.subarray(start, start + packed);
    return packed < size ? inflateSync(bytes) : bytes;
  }
  throw new Error(`the font has no table "${name}"`);
}

/** Format 4 holds the letters below U+10000 in segments; the faces here have none above. */
function segmentsOf(cmap: Buffer): Buffer {
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const start = cmap.readUInt32BE(4 + 8 * index + 4);
    if (cmap.readUInt16BE(start) === 4) return cmap.subarray(start);
  }
  throw new Error('the font has no letter table of format 4');
}

function lettersOfSegments(table: Buffer): ReadonlySet<number> {
  const letters = new Set<number>();
  const span = table.readUInt16BE(6);
  for (let at = 0; at < span; at += 2) {
    const last = table.readUInt16BE(14 + at);
    const first = table.readUInt16BE(16 + span + at);
    const shift = table.readUInt16BE(16 + 2 * span + at);
    const rangeAt = 16 + 3 * span + at;
    const range = table.readUInt16BE(rangeAt);
    for (let letter = first; letter <= last; letter++) {
      const glyph =
        range === 0 ? (letter + shift) & 0xffff : table.readUInt16BE(rangeAt + range + 2 * (letter - first));
      if (glyph !== 0) letters.add(letter);
    }
  }
  return letters;
}
