// AssemblyScript, not TypeScript: compiled to kernel.wasm by `npm run kernel`; a test checks that the two agree.
// RGBA to planar YUV 4:2:0, BT.709 limited range, with a vignette and film grain, eight pixels of two rows at a time.

@inline function red(a: v128, b: v128): v128 {
  const mask = i32x4.splat(0xff);
  return i16x8.narrow_i32x4_s(v128.and(a, mask), v128.and(b, mask));
}
@inline function green(a: v128, b: v128): v128 {
  const mask = i32x4.splat(0xff);
  return i16x8.narrow_i32x4_s(v128.and(i32x4.shr_u(a, 8), mask), v128.and(i32x4.shr_u(b, 8), mask));
}
@inline function blue(a: v128, b: v128): v128 {
  const mask = i32x4.splat(0xff);
  return i16x8.narrow_i32x4_s(v128.and(i32x4.shr_u(a, 16), mask), v128.and(i32x4.shr_u(b, 16), mask));
}

// 16 + (0.1826 R + 0.6142 G + 0.0620 B) · vignette, in 8-bit fixed point; the sum stays below 65,536.
@inline function luma(r: v128, g: v128, b: v128, vignette: v128, grain: v128): v128 {
  let y = i16x8.add(i16x8.add(i16x8.mul(r, i16x8.splat(47)), i16x8.mul(g, i16x8.splat(157))), i16x8.add(i16x8.mul(b, i16x8.splat(16)), i16x8.splat(128)));
  y = i16x8.shr_u(y, 8);
  y = i16x8.shr_u(i16x8.mul(y, vignette), 8);
  return i16x8.add(i16x8.add(y, i16x8.splat(16)), grain);
}

@inline function widen(pointer: usize): v128 {
  return i16x8.extend_low_i8x16_u(v128.load64_zero(pointer));
}
@inline function widenSigned(pointer: usize): v128 {
  return i16x8.extend_low_i8x16_s(v128.load64_zero(pointer));
}

// Mean of 2 × 2 pixels: four values as i32x4, from two rows of eight.
@inline function mean(top: v128, bottom: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.extadd_pairwise_i16x8_s(i16x8.add(top, bottom)), i32x4.splat(2)), 2);
}

@inline function chroma(r: v128, g: v128, b: v128, kr: i32, kg: i32, kb: i32, vignette: v128): v128 {
  let c = i32x4.add(i32x4.add(i32x4.mul(r, i32x4.splat(kr)), i32x4.mul(g, i32x4.splat(kg))), i32x4.mul(b, i32x4.splat(kb)));
  c = i32x4.shr_s(i32x4.mul(i32x4.shr_s(c, 4), vignette), 12);
  return i32x4.add(c, i32x4.splat(128));
}

@inline function storeFour(pointer: usize, values: v128): void {
  const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(values, values), values);
  store<u32>(pointer, i32x4.extract_lane(bytes, 0));
}

/**
 * @param rgba width × height pixels of four bytes
 * @param vignette width × height bytes, 255 leaves a pixel as it is
 * @param grain at least 65,536 signed bytes of noise
 * @param phase where in the noise this frame begins
 * @param y, u, v first byte of the picture area in each plane; the planes are as wide as the picture
 */
export function convert(rgba: usize, width: i32, height: i32, vignette: usize, grain: usize, phase: u32, y: usize, u: usize, v: usize): void {
  let noise: u32 = phase;
  for (let row = 0; row < height; row += 2) {
    noise = noise * 1664525 + 1013904223;
    const grainTop = grain + ((noise >> 16) & 0x7fff);
    const grainBottom = grain + ((noise >> 8) & 0x7fff);
    const top = rgba + row * width * 4;
    const bottom = top + width * 4;
    const yTop = y + row * width;
    const yBottom = yTop + width;
    const vTop = vignette + row * width;
    const vBottom = vTop + width;
    const uvRow = (row >> 1) * (width >> 1);
    for (let x = 0; x < width; x += 8) {
      const a = v128.load(top + x * 4);
      const b = v128.load(top + x * 4 + 16);
      const c = v128.load(bottom + x * 4);
      const d = v128.load(bottom + x * 4 + 16);
      const rTop = red(a, b), gTop = green(a, b), bTop = blue(a, b);
      const rBottom = red(c, d), gBottom = green(c, d), bBottom = blue(c, d);
      const shadeTop = widen(vTop + x), shadeBottom = widen(vBottom + x);
      const lumaTop = luma(rTop, gTop, bTop, shadeTop, widenSigned(grainTop + x));
      const lumaBottom = luma(rBottom, gBottom, bBottom, shadeBottom, widenSigned(grainBottom + x));
      v128.store64_lane(yTop + x, i8x16.narrow_i16x8_u(lumaTop, lumaTop), 0);
      v128.store64_lane(yBottom + x, i8x16.narrow_i16x8_u(lumaBottom, lumaBottom), 0);
      const r = mean(rTop, rBottom), g = mean(gTop, gBottom), bl = mean(bTop, bBottom), shade = mean(shadeTop, shadeBottom);
      storeFour(u + uvRow + (x >> 1), chroma(r, g, bl, -26, -86, 112, shade));
      storeFour(v + uvRow + (x >> 1), chroma(r, g, bl, 112, -102, -10, shade));
    }
  }
}
