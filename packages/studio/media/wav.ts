import { writeFile } from 'node:fs/promises';

/** 48 kHz everywhere in the studio. */
export const sampleRate = 48_000;

/**
 * A WAV file of 16-bit samples.
 * @param channels one or two of the same length, −1…1; what is beyond is cut off
 */
export function wavBytes(channels: readonly Float32Array[]): Uint8Array {
  const count = channels[0]?.length ?? 0;
  const width = channels.length * 2;
  const bytes = Buffer.alloc(44 + count * width);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + count * width, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * width, 28);
  bytes.writeUInt16LE(width, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(count * width, 40);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, count * channels.length);
  channels.forEach((channel, index) => {
    for (let at = 0; at < count; at++) {
      const value = Math.max(-1, Math.min(1, channel[at] ?? 0));
      samples[at * channels.length + index] = Math.round(value * 32_767);
    }
  });
  return bytes;
}

/** Writes a WAV file; see `wavBytes`. */
export async function writeWav(path: string, channels: readonly Float32Array[]): Promise<void> {
  await writeFile(path, wavBytes(channels));
}
