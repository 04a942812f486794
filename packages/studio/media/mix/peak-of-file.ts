import { sampleRate } from '../wav.ts';
import { peakMeter } from './peak-meter.ts';
import { openWav } from './wav-reader.ts';

/** The true peak of a WAV file in dBTP, read a second at a time. */
export async function peakOfFile(path: string): Promise<number> {
  const reader = await openWav(path);
  const meter = peakMeter();
  try {
    for (let start = 0; start < reader.samples; start += sampleRate) {
      const length = Math.min(sampleRate, reader.samples - start);
      const [left, right] = [new Float32Array(length), new Float32Array(length)];
      await reader.addTo(left, right, 0, start, length, 1, 1);
      meter.add(left, right);
    }
  } finally {
    await reader.close();
  }
  return meter.dbtp();
}
