import type { Canvas } from '@napi-rs/canvas';

/**
 * Frees the pixels of a canvas that nobody paints or shows any more; what was drawn with it stays drawn. Left to the collector, bitmaps of
 * every frame keep it at work for a third of the time.
 */
export function discard(canvas: Canvas): void {
  canvas.width = 1;
  canvas.height = 1;
}

/** A copy of a canvas's pixels (RGBA, premultiplied), lent for as long as `read` takes and freed then. */
export function readPixels<T>(canvas: Canvas, read: (rgba: Uint8Array) => T): T {
  const pixels = canvas.data();
  try {
    return read(pixels);
  } finally {
    if (pixels.buffer instanceof ArrayBuffer) pixels.buffer.transfer(0);
  }
}
