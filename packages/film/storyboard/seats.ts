import type { Place } from '../breakdown/story-bible.ts';
import type { Company } from './company.ts';

const onTheirFeet =
  /\b(barista|waiter|waitress|server|bartender|barman|barmaid|cook|chef|clerk|guard|host|announcer|cashier)\b/i;

/** In a car everyone sits, at a café everyone but who serves; elsewhere one sits when the script says so. */
export function isSeated({ set }: Place, company: Company): (who: string) => boolean {
  return (who) => {
    if (set === 'car') return true;
    const name = company.member(who)?.name ?? '';
    return (set === 'cafe' || set === 'cafe-terrace') && !onTheirFeet.test(name);
  };
}
