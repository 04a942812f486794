import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { describe, expect, it } from 'vitest';
import { frameConverter } from './frame-converter.ts';

const plain = { grain: 0, vignette: 0 };

function solid(width: number, height: number, r: number, g: number, b: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < pixels.length; at += 4) pixels.set([r, g, b, 255], at);
  return pixels;
}

describe('the frame converter', () => {
  it.each([
    { name: 'black', rgb: [0, 0, 0], yuv: [16, 128, 128] },
    { name: 'white', rgb: [255, 255, 255], yuv: [235, 128, 128] },
    { name: 'red', rgb: [255, 0, 0], yuv: [63, 102, 240] },
    { name: 'green', rgb: [0, 255, 0], yuv: [173, 42, 26] },
    { name: 'blue', rgb: [0, 0, 255], yuv: [32, 240, 118] },
  ] as const)('turns $name into its BT.709 limited-range value, within two steps', ({ rgb, yuv }) => {
    const frame = frameConverter({ width: 16, height: 4, pictureHeight: 4 }, plain).convert(
      solid(16, 4, rgb[0], rgb[1], rgb[2]),
      0,
    );
    const seen = [frame[20], frame[64], frame[64 + 16]];
    seen.forEach((value, plane) => {
      expect(Math.abs((value ?? -99) - (yuv[plane] ?? 0))).toBeLessThanOrEqual(2);
    });
  });

  it('leaves black bars above and below the picture', () => {
    const frame = frameConverter({ width: 8, height: 12, pictureHeight: 4 }, plain).convert(
      solid(8, 4, 255, 255, 255),
      0,
    );
    const rows = Array.from({ length: 12 }, (_, row) => (frame[row * 8] ?? 0) > 100);
    expect(rows).toEqual([false, false, false, false, true, true, true, true, false, false, false, false]);
  });

  it('gives the same grain for the same phase and another for another', () => {
    const converter = frameConverter({ width: 64, height: 64, pictureHeight: 64 }, { grain: 2, vignette: 0.3 });
    const grey = solid(64, 64, 120, 120, 120);
    const first = converter.convert(grey, 7).slice();
    const other = converter.convert(grey, 8).slice();
    expect(converter.convert(grey, 7)).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('refuses a width that the kernel cannot walk', () => {
    expect(() => frameConverter({ width: 100, height: 50, pictureHeight: 50 }, plain)).toThrow(RangeError);
  });

  it('runs the kernel that its source compiles to', async () => {
    const source = readFileSync(new URL('./kernel.as.ts', import.meta.url), 'utf8');
    const built: Uint8Array[] = [];
    const { error } = await asc.main(
      [
        'kernel.as.ts',
        '-o',
        'kernel.wasm',
        '-O3',
        '--enable',
        'simd',
        '--runtime',
        'stub',
        '--importMemory',
        '--noAssert',
      ],
      {
        readFile: (name) => (name === 'kernel.as.ts' ? source : null),
        writeFile: (name, contents) => {
          if (name === 'kernel.wasm') built.push(Buffer.from(contents));
        },
        listFiles: () => [],
      },
    );
    expect(error).toBeNull();
    expect(built[0]).toEqual(readFileSync(new URL('./kernel.wasm', import.meta.url)));
  });
});
