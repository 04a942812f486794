import type { SKRSContext2D } from '@napi-rs/canvas';
import type { PictureRequest } from '../../engine.ts';
import type { Scenery } from './scenery.ts';

/** Paints one moment of a shot over the whole picture area. */
export type FramePainter = (ctx: SKRSContext2D, seconds: number) => void;

/** What a painter of a kind of shot is made from. */
export interface Setup {
  readonly request: PictureRequest;
  readonly scenery: Scenery;
  /** Seconds of the whole shot. */
  readonly length: number;
}
