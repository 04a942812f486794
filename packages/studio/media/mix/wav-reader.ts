import { type FileHandle, open } from 'node:fs/promises';

/** A 16-bit PCM WAV file that is read in parts. */
export interface WavReader {
  /** Samples a channel. */
  readonly samples: number;
  readonly channels: 1 | 2;
  /**
   * Adds `count` samples from `start` on to `left` and `right` at `at`, times a gain for each side; a mono file goes to both.
   * What lies outside the file is silence. One part at a time: the next call waits for the one before.
   */
  addTo(
    left: Float32Array,
    right: Float32Array,
    at: number,
    start: number,
    count: number,
    gainLeft: number,
    gainRight: number,
  ): Promise<void>;
  close(): Promise<void>;
}

/** The file is no WAV that the mixer can read: 16-bit PCM, one or two channels, 48 kHz. */
export class WavError extends Error {
  override readonly name = 'WavError';
}

async function findData(handle: FileHandle, path: string): Promise<{ offset: number; bytes: number; channels: 1 | 2 }> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
  if (buffer.toString('latin1', 0, 4) !== 'RIFF' || buffer.toString('latin1', 8, 12) !== 'WAVE')
    throw new WavError(`${path} is no WAV file.`);
  let channels = 0;
  for (let at = 12; at + 8 <= bytesRead; ) {
    const name = buffer.toString('latin1', at, at + 4);
    const bytes = buffer.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      const good =
        buffer.readUInt16LE(at + 8) === 1 &&
        buffer.readUInt32LE(at + 12) === 48_000 &&
        buffer.readUInt16LE(at + 22) === 16;
      channels = buffer.readUInt16LE(at + 10);
      if (!good || (channels !== 1 && channels !== 2))
        throw new WavError(`${path} is not 16-bit PCM at 48 kHz in one or two channels.`);
    }
    if (name === 'data') return { offset: at + 8, bytes, channels: channels === 2 ? 2 : 1 };
    at += 8 + bytes + (bytes % 2);
  }
  throw new WavError(`${path} has no samples.`);
}

/** @throws WavError */
export async function openWav(path: string): Promise<WavReader> {
  const handle = await open(path, 'r');
  const { offset, bytes, channels } = await findData(handle, path).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  const width = channels * 2;
  const samples = Math.floor(bytes / width);
  // Kept from part to part, and made anew only for a longer one.
  let room = new Int16Array(0);
  return {
    samples,
    channels,
    async addTo(left, right, at, start, count, gainLeft, gainRight) {
      const first = Math.max(0, start);
      const last = Math.min(samples, start + count);
      if (last <= first) return;
      const length = (last - first) * channels;
      if (room.length < length) room = new Int16Array(length);
      const values = room.subarray(0, length);
      const { bytesRead } = await handle.read(values, 0, length * 2, offset + first * width);
      values.fill(0, Math.floor(bytesRead / 2));
      const l = gainLeft / 32_768;
      const r = gainRight / 32_768;
      let to = at + first - start;
      for (let index = 0; index < values.length; index += channels, to++) {
        const one = values[index] ?? 0;
        left[to] = (left[to] ?? 0) + one * l;
        right[to] = (right[to] ?? 0) + (channels === 2 ? (values[index + 1] ?? 0) : one) * r;
      }
    },
    close: () => handle.close(),
  };
}
