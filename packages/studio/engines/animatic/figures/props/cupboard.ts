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
  /** Whether it has light of its own. */
  readonly shines: boolean;
}

const unknown: Prop = { paint: parcel, size: 1.1, shines: false };

/** Every prop that can be drawn: add a file, then a row here. `object` is a parcel. */
const kinds: Readonly<Record<string, Prop>> = {
  object: unknown,
  bag: { paint: bag, size: 1.25, shines: false },
  ball: { paint: ball, size: 0.95, shines: false },
  book: { paint: book, size: 0.95, shines: false },
  bottle: { paint: bottle, size: 1.2, shines: false },
  box: { paint: box, size: 1.6, shines: false },
  briefcase: { paint: briefcase, size: 1.7, shines: false },
  candle: { paint: candle, size: 0.75, shines: true },
  cigarette: { paint: cigarette, size: 0.34, shines: true },
  clock: { paint: clock, size: 0.9, shines: false },
  cup: { paint: cup, size: 0.46, shines: false },
  door: { paint: door, size: 2.4, shines: true },
  drawer: { paint: drawer, size: 1.7, shines: false },
  flower: { paint: flower, size: 1.2, shines: false },
  folder: { paint: folder, size: 1.15, shines: false },
  food: { paint: food, size: 1.0, shines: false },
  glass: { paint: glass, size: 0.62, shines: false },
  gun: { paint: gun, size: 0.85, shines: false },
  handset: { paint: handset, size: 0.62, shines: false },
  hat: { paint: hat, size: 1.15, shines: false },
  instrument: { paint: instrument, size: 3.4, shines: false },
  key: { paint: key, size: 0.34, shines: false },
  knife: { paint: knife, size: 1.0, shines: false },
  lamp: { paint: lamp, size: 1.5, shines: true },
  lantern: { paint: lantern, size: 1.15, shines: true },
  laptop: { paint: laptop, size: 1.5, shines: true },
  letter: { paint: letter, size: 0.85, shines: false },
  microphone: { paint: microphone, size: 0.85, shines: false },
  mixer: { paint: mixer, size: 1.8, shines: true },
  money: { paint: money, size: 0.6, shines: false },
  pen: { paint: pen, size: 0.6, shines: false },
  phone: { paint: phone, size: 0.62, shines: true },
  photograph: { paint: photograph, size: 0.62, shines: false },
  ring: { paint: ring, size: 0.3, shines: true },
};

/** The prop of a kind; a parcel where the kind is not known. */
export const propOf = (kind: string): Prop => kinds[kind] ?? unknown;
