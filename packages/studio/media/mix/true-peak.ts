/**
 * Four-times oversampling, twelve taps a phase: ITU-R BS.1770-4, annex 2. The taps of phase 3 are those of phase 0 turned round, and
 * those of phase 2 those of phase 1.
 */
const phase0 = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
  -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const phase1 = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const phases = [phase0, phase1, [...phase1].reverse(), [...phase0].reverse()].map((taps) => Float64Array.from(taps));

/** Taps of a phase, and how many samples before the newest the peak lies. */
export const peakTaps = 12;
export const peakDelay = 6;

/** The sum of a phase's taps without their signs: nothing between samples is higher than this times the highest of them. */
export const peakRise = Math.max(...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));

/** The highest value of the wave between and at the samples around `samples[at]`, from the eleven before it and itself. */
export function truePeakAt(samples: Float32Array, at: number): number {
  let highest = 0;
  for (const taps of phases) {
    let sum = 0;
    for (let tap = 0; tap < peakTaps; tap++) sum += (taps[tap] ?? 0) * (samples[at - tap] ?? 0);
    const value = Math.abs(sum);
    if (value > highest) highest = value;
  }
  return highest;
}
