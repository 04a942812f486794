/** A colour as 0–255 channels. Mixing is in linear light, so that a mix of two bright colours stays bright. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

const toLinear = (channel: number) => (channel / 255) ** 2.2;
const fromLinear = (light: number) => Math.round(255 * Math.min(1, Math.max(0, light)) ** (1 / 2.2));

/** Reads `#rrggbb`. */
export function hex(text: string): Rgb {
  const value = Number.parseInt(text.slice(1), 16);
  return { r: (value >> 16) & 255, g: (value >> 8) & 255, b: value & 255 };
}

/** From `a` (`t` 0) to `b` (`t` 1). */
export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  const part = (x: number, y: number) => fromLinear(toLinear(x) * (1 - t) + toLinear(y) * t);
  return { r: part(a.r, b.r), g: part(a.g, b.g), b: part(a.b, b.b) };
}

/** `a` seen under the light `b`: the product of the two. */
export function multiply(a: Rgb, b: Rgb): Rgb {
  const part = (x: number, y: number) => fromLinear(toLinear(x) * toLinear(y));
  return { r: part(a.r, b.r), g: part(a.g, b.g), b: part(a.b, b.b) };
}

/** A CSS colour, with `alpha` 0–1. */
export function css({ r, g, b }: Rgb, alpha = 1): string {
  return alpha >= 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${Math.max(0, Math.round(alpha * 1000) / 1000)})`;
}
