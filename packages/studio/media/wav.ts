import { writeFile } from 'node:fs/promises';

/** 48 kHz everywhere in the studio. */
export const sampleRate = 48_000;

/** The first 44 bytes of a WAV file of 16-bit samples. */
export function wavHeader(samples: number, channels: number): Buffer {
  const width = channels * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples * width, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * width, 28);
  header.writeUInt16LE(width, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples * width, 40);
  return header;
}

/**
 * Writes a WAV file of 16-bit samples.
 * @param channels one or two of the same length, −1…1; what is beyond is cut off
 */
export async function writeWav(path: string, channels: readonly Float32Array[]): Promise<void> {
  const count = channels[0]?.length ?? 0;
  const samples = new Int16Array(count * channels.length);
  channels.forEach((channel, index) => {
    for (let at = 0; at < count; at++) {
      const value = Math.max(-1, Math.min(1, channel[at] ?? 0));
      samples[at * channels.length + index] = Math.round(value * 32_767);
    }
  });
  await writeFile(path, Buffer.concat([wavHeader(count, channels.length), new Uint8Array(samples.buffer)]));
}
