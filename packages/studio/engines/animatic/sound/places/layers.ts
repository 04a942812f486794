import type { Layer } from './loop.ts';
import { birds, crickets, gulls, lapping, leaves, passers, river, surf, traffic, wind } from './outdoors.ts';
import { creaks, cups, drive, fridge, guests, keyboards, monitor, roomTone, ventilation, wallClock } from './rooms.ts';
import { hush, rain, rainOnWindow, thunder } from './skies.ts';

/** Everything that can be heard somewhere, and how loud each is by itself at its usual distance, in LUFS. */
export const layers = {
  roomTone: { lay: roomTone, loudness: -42 },
  fridge: { lay: fridge, loudness: -41 },
  wallClock: { lay: wallClock, loudness: -46 },
  ventilation: { lay: ventilation, loudness: -40 },
  keyboards: { lay: keyboards, loudness: -42 },
  monitor: { lay: monitor, loudness: -47 },
  drive: { lay: drive, loudness: -31 },
  creaks: { lay: creaks, loudness: -46 },
  guests: { lay: guests, loudness: -34 },
  cups: { lay: cups, loudness: -42 },
  traffic: { lay: traffic, loudness: -33 },
  passers: { lay: passers, loudness: -42 },
  birds: { lay: birds, loudness: -38 },
  crickets: { lay: crickets, loudness: -40 },
  leaves: { lay: leaves, loudness: -38 },
  wind: { lay: wind, loudness: -34 },
  river: { lay: river, loudness: -32 },
  surf: { lay: surf, loudness: -30 },
  lapping: { lay: lapping, loudness: -34 },
  gulls: { lay: gulls, loudness: -38 },
  rain: { lay: rain, loudness: -31 },
  rainOnWindow: { lay: rainOnWindow, loudness: -35 },
  thunder: { lay: thunder, loudness: -32 },
  hush: { lay: hush, loudness: -40 },
} satisfies Record<string, { readonly lay: Layer; readonly loudness: number }>;
export type LayerName = keyof typeof layers;
