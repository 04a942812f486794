import { Refusal } from '@ai-film-studio/studio/refusal.ts';

interface Waiting {
  readonly who: string;
  readonly start: () => void;
}

/** Lets a few at a time do what takes long, and of each of them one thing: whoever comes with much waits behind themselves, not before others. */
export class Turns {
  private readonly places: number;
  private readonly mostWaiting: number;
  private readonly busy = new Set<string>();
  private readonly waiting: Waiting[] = [];

  /** @param options.mostWaiting things of one of them that may wait */
  constructor({ places, mostWaiting }: { readonly places: number; readonly mostWaiting: number }) {
    this.places = places;
    this.mostWaiting = mostWaiting;
  }

  /** @throws Refusal when too much of theirs waits already; what the work throws */
  async take<T>(who: string, work: () => Promise<T>): Promise<T> {
    if (this.waiting.filter((one) => one.who === who).length >= this.mostWaiting)
      throw new Refusal('too-many', 'too-many-scripts', 'Other scripts of yours are still being read: wait for them.', {
        retryAfter: 5,
      });
    await new Promise<void>((start) => {
      this.waiting.push({ who, start });
      this.next();
    });
    try {
      return await work();
    } finally {
      this.busy.delete(who);
      this.next();
    }
  }

  private next(): void {
    while (this.busy.size < this.places) {
      const index = this.waiting.findIndex(({ who }) => !this.busy.has(who));
      const [first] = index < 0 ? [] : this.waiting.splice(index, 1);
      if (!first) return;
      this.busy.add(first.who);
      first.start();
    }
  }
}
