import { bag } from './bag.ts';
import { ball } from './ball.ts';
import { book } from './book.ts';
import { bottle } from './bottle.ts';
import { box } from './box.ts';
import { briefcase } from './briefcase.ts';
import { candle } from './candle.ts';
import { cigarette } from './cigarette.ts';
import { clock } from './clock.ts';
import { cup } from './cup.ts';
import { door } from './door.ts';
import { drawer } from './drawer.ts';
import { flower } from './flower.ts';
import { folder } from './folder.ts';
import { food } from './food.ts';
import { glass } from './glass.ts';
import { gun } from './gun.ts';
import { handset } from './handset.ts';
import { hat } from './hat.ts';
import { instrument } from './instrument.ts';
import { key } from './key.ts';
import { knife } from './knife.ts';
import { lamp } from './lamp.ts';
import { lantern } from './lantern.ts';
import { laptop } from './laptop.ts';
import { letter } from './letter.ts';
import { microphone } from './microphone.ts';
import { mixer } from './mixer.ts';
import { money } from './money.ts';
import { parcel } from './parcel.ts';
import { pen } from './pen.ts';
import { phone } from './phone.ts';
import { photograph } from './photograph.ts';
import type { PropPainter } from './prop-kit.ts';
import { ring } from './ring.ts';

/** A prop and how large it is beside a head: the side of its square, in head heights. */
interface Prop {
  readonly paint: PropPainter;
  readonly size: number;
}

const unknown: Prop = { paint: parcel, size: 1.1 };

/** Every prop that can be drawn: add a file, then a row here. `object` is a parcel. */
const kinds: Readonly<Record<string, Prop>> = {
  object: unknown,
  bag: { paint: bag, size: 1.25 },
  ball: { paint: ball, size: 0.95 },
  book: { paint: book, size: 0.95 },
  bottle: { paint: bottle, size: 1.2 },
  box: { paint: box, size: 1.6 },
  briefcase: { paint: briefcase, size: 1.7 },
  candle: { paint: candle, size: 0.75 },
  cigarette: { paint: cigarette, size: 0.34 },
  clock: { paint: clock, size: 0.9 },
  cup: { paint: cup, size: 0.46 },
  door: { paint: door, size: 2.4 },
  drawer: { paint: drawer, size: 1.7 },
  flower: { paint: flower, size: 1.2 },
  folder: { paint: folder, size: 1.15 },
  food: { paint: food, size: 1.0 },
  glass: { paint: glass, size: 0.62 },
  gun: { paint: gun, size: 0.85 },
  handset: { paint: handset, size: 0.62 },
  hat: { paint: hat, size: 1.15 },
  instrument: { paint: instrument, size: 3.4 },
  key: { paint: key, size: 0.34 },
  knife: { paint: knife, size: 1.0 },
  lamp: { paint: lamp, size: 1.5 },
  lantern: { paint: lantern, size: 1.15 },
  laptop: { paint: laptop, size: 1.5 },
  letter: { paint: letter, size: 0.85 },
  microphone: { paint: microphone, size: 0.85 },
  mixer: { paint: mixer, size: 1.8 },
  money: { paint: money, size: 0.6 },
  pen: { paint: pen, size: 0.6 },
  phone: { paint: phone, size: 0.62 },
  photograph: { paint: photograph, size: 0.62 },
  ring: { paint: ring, size: 0.3 },
};

/** The prop of a kind; a parcel where the kind is not known. */
export const propOf = (kind: string): Prop => kinds[kind] ?? unknown;
