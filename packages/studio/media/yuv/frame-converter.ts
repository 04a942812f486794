import { readFileSync } from 'node:fs';
import { z } from 'zod';

const page = 65_536;
const grainBytes = 65_536;

/** Sizes in pixels. The picture lies in the middle of the frame; above and below it the frame is black. */
export interface FrameShape {
  readonly width: number;
  readonly height: number;
  /** Rows of the picture area, at most `height`, even. */
  readonly pictureHeight: number;
}

export interface FrameConverter {
  /**
   * One frame as planar YUV 4:2:0 (BT.709, limited range), with vignette and grain.
   * @param rgba the picture area, four bytes a pixel
   * @param phase any whole number; the same phase gives the same grain
   * @returns a view that the next call overwrites
   */
  convert(rgba: Uint8Array, phase: number): Uint8Array;
}

type Kernel = (
  rgba: number,
  width: number,
  height: number,
  vignette: number,
  grain: number,
  phase: number,
  y: number,
  u: number,
  v: number,
) => void;

/** `.wasm` is built from kernel.as.ts by `npm run kernel`. */
const kernelModule = new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));
const exportsSchema = z.object({ convert: z.custom<Kernel>((value) => typeof value === 'function') });

function fillGrain(grain: Int8Array, strength: number): void {
  let state = 0x2545f491;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  // The sum of two evenly spread numbers is near enough to a bell.
  for (let index = 0; index < grain.length; index++) grain[index] = Math.round((next() + next() - 1) * 1.6 * strength);
}

function fillVignette(vignette: Uint8Array, width: number, height: number, strength: number): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = (2 * column) / width - 1;
      const y = (2 * row) / height - 1;
      const far = Math.max(0, Math.sqrt(0.55 * x * x + 0.45 * y * y) - 0.45);
      vignette[row * width + column] = Math.round(255 * (1 - strength * far * far * 2.2));
    }
  }
}

/**
 * @param look `grain` in steps of luma (2 is soft), `vignette` 0–1
 * @throws RangeError when the width is no multiple of 8 or a height is odd.
 */
export function frameConverter(
  shape: FrameShape,
  look: { readonly grain: number; readonly vignette: number },
): FrameConverter {
  const { width, height, pictureHeight } = shape;
  if (width % 8 || height % 2 || pictureHeight % 2 || pictureHeight > height) {
    throw new RangeError(`A frame must be a multiple of 8 wide and even in height; this is ${width}x${height}.`);
  }
  const pixels = width * pictureHeight;
  const frameBytes = (width * height * 3) / 2;
  const top = Math.floor((height - pictureHeight) / 4) * 2;
  const rgba = page;
  const vignette = rgba + pixels * 4;
  const grain = vignette + pixels;
  const frame = grain + grainBytes + width;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((frame + frameBytes) / page) + 1 });
  const { convert } = exportsSchema.parse(new WebAssembly.Instance(kernelModule, { env: { memory } }).exports);

  fillVignette(new Uint8Array(memory.buffer, vignette, pixels), width, pictureHeight, look.vignette);
  fillGrain(new Int8Array(memory.buffer, grain, grainBytes + width), look.grain);
  const planes = new Uint8Array(memory.buffer, frame, frameBytes);
  planes.fill(16, 0, width * height).fill(128, width * height);

  const y = frame + top * width;
  const u = frame + width * height + (top / 2) * (width / 2);
  const v = u + (width * height) / 4;
  const picture = new Uint8Array(memory.buffer, rgba, pixels * 4);
  return {
    convert(source, phase) {
      picture.set(source);
      convert(rgba, width, pictureHeight, vignette, grain, phase, y, u, v);
      return planes;
    },
  };
}
