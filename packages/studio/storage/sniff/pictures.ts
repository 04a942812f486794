/** How large a still picture is, when it is one from its first byte to its last. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function readPng(bytes: Buffer): PictureSize | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    // Whatever stands behind the last chunk is no picture.
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return end === bytes.length ? size : null;
    at = end;
  }
  return null;
}

const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Where the next marker is that is not part of the picture's data. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/** One JPEG that begins at an offset: its size, and where it ends. */
function jpegAt(bytes: Buffer, start: number): { size: PictureSize; end: number } | null {
  let size: PictureSize | null = null;
  for (let at = start + 2; at + 4 <= bytes.length || bytes[at + 1] === 0xd9; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return size && { size, end: at + 2 };
    else if (isBare(marker)) at += 2;
    else {
      if (at + 9 > bytes.length) return null;
      if (isFrameHeader(marker)) size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
      const end = at + 2 + bytes.readUInt16BE(at + 2);
      at = marker === 0xda ? afterScan(bytes, end) : end;
    }
  }
  return null;
}

/** Telephones put further pictures (depth, brightness) behind the first, as whole JPEGs, and cameras zeros: nothing else may follow. */
export function readJpeg(bytes: Buffer): PictureSize | null {
  let size: PictureSize | null = null;
  for (let at = 0; at < bytes.length; ) {
    if (size && bytes.subarray(at).every((byte) => byte === 0)) return size;
    if (bytes.length < at + 4 || bytes.readUInt16BE(at) !== 0xffd8) return null;
    const one = jpegAt(bytes, at);
    if (!one) return null;
    size ??= one.size;
    at = one.end;
  }
  return size;
}

/** The chunks themselves are walked as RIFF. */
export function readWebp(bytes: Buffer): PictureSize | null {
  if (bytes.length < 30) return null;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}
