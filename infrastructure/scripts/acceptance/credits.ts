import { answerOf, type Schemas, type Studio } from '@ai-film-studio/client';
import type { Look } from './steps.ts';

/** Whole hundredths of a credit, in which sums are exact. */
export const hundredths = (credits: number): number => Math.round(credits * 100);
const shown = (amount: number): string => (amount / 100).toFixed(2);

/** What somebody has. */
export const balanceOf = (studio: Studio): Promise<Schemas['CreditBalance']> => answerOf(studio.GET('/v1/credits'));

interface Charged {
  readonly before: Schemas['CreditBalance'];
  readonly after: Schemas['CreditBalance'];
  /** Of the newest movements, those of the film. */
  readonly movements: readonly Schemas['CreditMovement'][];
  readonly film: Pick<Schemas['Film'], 'cap' | 'cost'>;
}

/** Whether a film that is done was put aside for, paid and given back for once, and the balance says the same. */
export function lookAtCharge(look: Look, { before, after, movements, film }: Charged): void {
  const [cap, cost] = [hundredths(film.cap), hundredths(film.cost ?? 0)];
  const of = (type: Schemas['CreditMovement']['type']) =>
    movements.filter((one) => one.type === type).map(({ amount }) => hundredths(amount));
  const once = (type: Schemas['CreditMovement']['type'], amount: number) => {
    const found = of(type);
    const wanted = amount === 0 ? [] : [amount];
    look(
      String(found) === String(wanted),
      `The history has ${type} of ${found.map(shown).join(', ') || 'nothing'} for the film, and it should be ${wanted.map(shown).join('') || 'nothing'}.`,
    );
  };
  once('reserve', -cap);
  once('settle', -cost);
  once('refund', cap - cost);
  const paid = hundredths(before.available) - hundredths(after.available);
  look(paid === cost, `The film cost ${shown(cost)} credits, and the account has ${shown(paid)} less.`);
  look(after.reserved === 0, `${after.reserved} credits are still put aside, and no film is running.`);
}

/** The newest movements that are a film's: of an account that nobody else uses, it is among the last hundred. */
export async function movementsOf(studio: Studio, filmId: string): Promise<readonly Schemas['CreditMovement'][]> {
  const { items } = await answerOf(studio.GET('/v1/credits/history', { params: { query: { limit: 100 } } }));
  return items.filter((one) => one.filmId === filmId);
}
