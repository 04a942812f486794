import { peakRise, peakTaps, truePeakAt } from './true-peak.ts';

/** Measures the true peak of a stereo stream (ITU-R BS.1770-4, annex 2). */
export interface PeakMeter {
  add(left: Float32Array, right: Float32Array): void;
  /** dBTP; −99 for silence. */
  dbtp(): number;
}

export function peakMeter(): PeakMeter {
  let highest = 0;
  const pasts = [new Float32Array(peakTaps), new Float32Array(peakTaps)];
  const scan = (samples: Float32Array, side: 0 | 1) => {
    const whole = new Float32Array(peakTaps + samples.length);
    whole.set(pasts[side] ?? []);
    whole.set(samples, peakTaps);
    for (let at = peakTaps; at < whole.length; at++) {
      // Only where the samples are high enough to hide a higher wave between them.
      if (Math.abs(whole[at - 6] ?? 0) * peakRise > highest || Math.abs(whole[at - 5] ?? 0) * peakRise > highest)
        highest = Math.max(highest, truePeakAt(whole, at));
    }
    pasts[side] = whole.slice(whole.length - peakTaps);
  };
  return {
    add(left, right) {
      scan(left, 0);
      scan(right, 1);
    },
    dbtp: () => (highest > 0 ? 20 * Math.log10(highest) : -99),
  };
}
