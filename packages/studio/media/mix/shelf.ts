import { openWav, type WavReader } from './wav-reader.ts';

/** The files of a mix. Only those that sound at the moment are open, however many the film has. */
export class Shelf {
  private readonly lengths = new Map<string, number>();
  private readonly open = new Map<string, WavReader>();
  private readonly used = new Set<string>();

  /** Samples of a file, read from its header; the file is not kept open. @throws WavError */
  async samplesOf(file: string): Promise<number> {
    const known = this.lengths.get(file);
    if (known !== undefined) return known;
    const reader = await openWav(file);
    await reader.close();
    this.lengths.set(file, reader.samples);
    return reader.samples;
  }

  /** A file to read from. It stays open until a `closeIdle` before which nobody asked for it again. @throws WavError */
  async get(file: string): Promise<WavReader> {
    const reader = this.open.get(file) ?? (await openWav(file));
    this.open.set(file, reader);
    this.used.add(file);
    return reader;
  }

  /** Closes what nobody asked for since the last time. */
  async closeIdle(): Promise<void> {
    for (const [file, reader] of this.open) {
      if (this.used.has(file)) continue;
      this.open.delete(file);
      await reader.close();
    }
    this.used.clear();
  }

  async closeAll(): Promise<void> {
    for (const reader of this.open.values()) await reader.close();
    this.open.clear();
  }
}
