import type { FileHandle } from 'node:fs/promises';

/** Pieces of a file, wherever they lie. */
export interface Bytes {
  readonly size: number;
  /** What is there: shorter at the end of the file. */
  at(offset: number, length: number): Promise<Buffer>;
}

export const bytesOf = (file: FileHandle, size: number): Bytes => ({
  size,
  async at(offset, length) {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
    return buffer.subarray(0, bytesRead);
  },
});

/** Whether a container is one from its first byte to its last: nothing of another format lies behind it. */
export type Walk = (bytes: Bytes) => Promise<boolean>;

/** More pieces than any honest file has. */
const mostPieces = 100_000;

/** RIFF (WAV, WebP): chunks that fill the file. Recorders that were cut off leave the sizes empty. */
export const walkRiff: Walk = async (bytes) => {
  const head = await bytes.at(0, 12);
  if (head.length < 12 || head.toString('latin1', 0, 4) !== 'RIFF') return false;
  const size = head.readUInt32LE(4);
  const streamed = size === 0 || size === 0xffffffff;
  if (!streamed && bytes.size !== 8 + size && bytes.size !== 8 + size + (size % 2)) return false;
  for (let [at, pieces] = [12, 0]; at < bytes.size; pieces++) {
    const chunk = await bytes.at(at, 8);
    if (chunk.length < 8 || pieces > mostPieces || !/^[\x20-\x7e]{4}$/.test(chunk.toString('latin1', 0, 4)))
      return false;
    const length = chunk.readUInt32LE(4);
    if (streamed && chunk.toString('latin1', 0, 4) === 'data') return true;
    const next = at + 8 + length + (length % 2);
    if (next > bytes.size + 1) return false;
    at = next;
  }
  return true;
};

/** ISO media (MP4, MOV, M4A): boxes that fill the file. */
export const walkIsoMedia: Walk = async (bytes) => {
  for (let [at, pieces] = [0, 0]; at < bytes.size; pieces++) {
    const head = await bytes.at(at, 16);
    if (head.length < 8 || pieces > mostPieces || !/^[\x20-\x7e\xa9]{4}$/.test(head.toString('latin1', 4, 8)))
      return false;
    const short = head.readUInt32BE(0);
    // 0: up to the end of the file; 1: the length follows, in 64 bits.
    if (short === 0) return head.toString('latin1', 4, 8) === 'mdat';
    const length = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < 8 || at + length > bytes.size) return false;
    at += length;
  }
  return true;
};

/** A number of EBML as it says its own length; `null` is "unknown". */
function ebmlSize(bytes: Buffer): { value: number | null; length: number } | null {
  const first = bytes[0] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || bytes.length < length) return null;
  let value = BigInt(first & (0xff >> length));
  for (const byte of bytes.subarray(1, length)) value = (value << 8n) | BigInt(byte);
  return { value: value === (1n << BigInt(7 * length)) - 1n ? null : Number(value), length };
}

/** WebM: the head and one segment. */
export const walkWebm: Walk = async (bytes) => {
  let at = 0;
  for (const id of [0x1a45dfa3, 0x18538067]) {
    const head = await bytes.at(at, 12);
    if (head.length < 5 || head.readUInt32BE(0) !== id) return false;
    const size = ebmlSize(head.subarray(4));
    if (!size) return false;
    // Recorders in browsers do not know how long the segment becomes.
    if (size.value === null) return id === 0x18538067;
    at += 4 + size.length + size.value;
  }
  return at === bytes.size;
};

const bitrates = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const rates = [44_100, 48_000, 32_000];

/** How long a frame of MPEG layer 3 is; 0 when it is none. */
function mp3Frame(head: number): number {
  const [version, layer] = [(head >>> 19) & 3, (head >>> 17) & 3];
  if (head >>> 21 !== 0x7ff || version === 1 || layer !== 1) return 0;
  const bitrate = bitrates[version === 3 ? 1 : 2][(head >>> 12) & 15] ?? 0;
  const rate = (rates[(head >>> 10) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  if (bitrate === 0 || rate === 0) return 0;
  return Math.floor(((version === 3 ? 144 : 72) * bitrate * 1000) / rate) + ((head >>> 9) & 1);
}

/** How long an ID3 tag at the beginning is; 0 when there is none. */
export function id3Length(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const length = [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | ((head[at] ?? 0) & 0x7f), 0);
  return 10 + length + ((head[5] ?? 0) & 0x10 ? 10 : 0);
}

/** MP3: frame after frame, and at the end nothing but tags. */
export const walkMp3: Walk = async (bytes) => {
  let at = id3Length(await bytes.at(0, 10));
  const window = 1 << 16;
  let frames = 0;
  for (let start = at, piece = await bytes.at(start, window); at + 4 <= bytes.size; frames++) {
    if (at + 4 > start + piece.length) {
      start = at;
      piece = await bytes.at(start, window);
    }
    const length = mp3Frame(piece.readUInt32BE(at - start));
    // Tags may be padded with zeros before the first frame.
    if (length === 0 && frames === 0 && piece[at - start] === 0) {
      at++;
      frames--;
    } else if (length === 0) break;
    else at += length;
  }
  return frames > 0 && isMp3Tail(await bytes.at(at, 1 << 20), bytes.size - at);
};

/** The last frame may be cut; then come ID3v1 (128 bytes) or an APE tag. */
function isMp3Tail(tail: Buffer, left: number): boolean {
  if (left <= 4) return true;
  const id3 = left === 128 && tail.toString('latin1', 0, 3) === 'TAG';
  return id3 || tail.toString('latin1', 0, 8) === 'APETAGEX' || tail.every((byte) => byte === 0);
}

/** FLAC: tags and blocks of metadata. Its frames are only known by decoding them. */
export const walkFlac: Walk = async (bytes) => {
  let at = id3Length(await bytes.at(0, 10));
  if ((await bytes.at(at, 4)).toString('latin1') !== 'fLaC') return false;
  at += 4;
  for (let blocks = 0; blocks < 1000; blocks++) {
    const head = await bytes.at(at, 4);
    if (head.length < 4) return false;
    at += 4 + head.readUIntBE(1, 3);
    if ((head[0] ?? 0) & 0x80) return at < bytes.size;
  }
  return false;
};
