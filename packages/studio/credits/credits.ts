import { z } from 'zod';
import type { Database } from '../db/sql.ts';
import { row, run } from '../db/sql.ts';
import { emit } from '../events/emit.ts';
import { notFound, Refusal } from '../refusal.ts';
import { type Centicredits, creditsColumn, toDecimal, toNumber } from './amount.ts';
import { type Balance, lockBalance, type Movement, move, readBalance } from './ledger.ts';

/** A film was to be settled or refunded for which nothing was ever reserved: whoever began it forgot to. */
export class NoReservationError extends Error {
  override readonly name = 'NoReservationError';
}

/** How the reservation of a film ended. */
export interface Settlement {
  readonly taken: Centicredits;
  readonly returned: Centicredits;
}

/** Credits that come from the studio. */
export interface Incoming {
  readonly userId: string;
  readonly amount: Centicredits;
  /** What must happen once: the same key a second time changes nothing. */
  readonly key?: string;
  /** For the user to read. */
  readonly note?: string;
}

const reservationSchema = z.object({
  id: z.string(),
  user_id: z.string(),
  amount: creditsColumn,
  status: z.enum(['held', 'settled', 'refunded']),
  taken: creditsColumn.nullable(),
});
type Reservation = z.infer<typeof reservationSchema>;

const newest =
  'select id, user_id, amount, status, taken from reservations where film_id = $1 order by number desc limit 1';

/**
 * Everybody's credits. Each method works in the transaction of its caller, and all of it happens or none: give it the client that also
 * writes what the credits are for. Whoever moves a user's credits waits for whoever else does.
 */
export class Credits {
  /** @returns false when the key was there already. @throws Refusal when there is no such user */
  grant(client: Database, given: Incoming): Promise<boolean> {
    return this.bring(client, 'grant', given);
  }

  /** As `grant`, for credits that were paid for. */
  purchase(client: Database, given: Incoming): Promise<boolean> {
    return this.bring(client, 'purchase', given);
  }

  /**
   * Takes credits back: as far as there are any, the rest is owed.
   * @returns what could be taken
   */
  async takeBack(client: Database, { userId, amount, note = '' }: Omit<Incoming, 'key'>): Promise<Centicredits> {
    const { available } = await locked(client, userId);
    const taken = Math.min(available, amount);
    if (taken > 0) await move(client, { userId, type: 'reversal', amount: taken, note });
    if (amount > taken)
      await run(client, 'update users set credits_owed = credits_owed + $2 where id = $1', [
        userId,
        toDecimal(amount - taken),
      ]);
    await tell(client, userId);
    return taken;
  }

  /** Undoes `takeBack`: first what is owed is forgiven, the rest is granted. */
  async giveBack(client: Database, { userId, amount, note = '' }: Omit<Incoming, 'key'>): Promise<void> {
    const { owed } = await locked(client, userId);
    const forgiven = Math.min(owed, amount);
    if (forgiven > 0) await lowerDebt(client, userId, forgiven);
    if (amount > forgiven) await move(client, { userId, type: 'grant', amount: amount - forgiven, note });
    await tell(client, userId);
  }

  /**
   * Puts aside what a film may cost at most. A film holds one reservation at a time: the same again changes nothing.
   * @throws Refusal `credits-short`, with how many are missing
   * @example await credits.reserve(client, { userId, filmId, amount: capOf(forecast) });
   */
  async reserve(
    client: Database,
    { userId, filmId, amount }: { readonly userId: string; readonly filmId: string; readonly amount: Centicredits },
  ): Promise<void> {
    const { available } = await locked(client, userId);
    const held = await row(client, reservationSchema, newest, [filmId]);
    if (held?.status === 'held') return checkSame(held, userId, amount);
    if (available < amount) throw short(amount, available);
    await run(client, 'insert into reservations (film_id, user_id, amount) values ($1, $2, $3)', [
      filmId,
      userId,
      toDecimal(amount),
    ]);
    if (amount === 0) return;
    await move(client, { userId, type: 'reserve', amount, filmId });
    await tell(client, userId, filmId);
  }

  /**
   * The film is done: takes what it cost, never more than was reserved, and gives the rest back. Once: a film whose reservation is over
   * already, settled or refunded, answers how it ended.
   * @throws NoReservationError
   */
  settle(
    client: Database,
    { filmId, amount }: { readonly filmId: string; readonly amount: Centicredits },
  ): Promise<Settlement> {
    return this.end(client, filmId, 'settled', amount);
  }

  /** The film failed or was cancelled: gives everything back. Once, as `settle`. @throws NoReservationError */
  refund(client: Database, { filmId }: { readonly filmId: string }): Promise<Settlement> {
    return this.end(client, filmId, 'refunded', 0);
  }

  /** @throws Refusal when there is no such user */
  async balance(database: Database, userId: string): Promise<Balance> {
    const found = await readBalance(database, userId);
    if (!found) throw notFound('user');
    return found;
  }

  private async bring(client: Database, type: 'grant' | 'purchase', given: Incoming): Promise<boolean> {
    await locked(client, given.userId);
    if (!(await move(client, { ...given, type }))) return false;
    await collectDebt(client, given.userId);
    await tell(client, given.userId);
    return true;
  }

  private async end(
    client: Database,
    filmId: string,
    status: 'settled' | 'refunded',
    cost: Centicredits,
  ): Promise<Settlement> {
    const whose = await row(client, reservationSchema, newest, [filmId]);
    if (!whose) throw new NoReservationError(`Nothing was ever reserved for the film ${filmId}.`);
    await locked(client, whose.user_id);
    // Read again: whoever had the lock before us may have ended it.
    const found = (await row(client, reservationSchema, newest, [filmId])) ?? whose;
    if (found.taken !== null) return { taken: found.taken, returned: found.amount - found.taken };
    const taken = Math.max(0, Math.min(cost, found.amount));
    const returned = found.amount - taken;
    await run(client, 'update reservations set status = $2, taken = $3 where id = $1', [
      found.id,
      status,
      toDecimal(taken),
    ]);
    const of = { userId: found.user_id, filmId };
    await moveAll(client, [
      { ...of, type: 'settle', amount: taken },
      { ...of, type: 'refund', amount: returned },
    ]);
    if (returned > 0) await collectDebt(client, found.user_id);
    if (found.amount > 0) await tell(client, found.user_id, filmId);
    return { taken, returned };
  }
}

async function moveAll(client: Database, movements: readonly Movement[]): Promise<void> {
  for (const movement of movements) if (movement.amount > 0) await move(client, movement);
}

async function locked(client: Database, userId: string): Promise<Balance> {
  const found = await lockBalance(client, userId);
  if (!found) throw notFound('user');
  return found;
}

function checkSame(held: Reservation, userId: string, amount: Centicredits): void {
  if (held.user_id === userId && held.amount === amount) return;
  throw new Refusal('conflict', 'credits-reserved', 'Credits are reserved for this film already: cancel it first.');
}

function short(amount: Centicredits, available: Centicredits): Refusal {
  const missing = amount - available;
  return new Refusal(
    'payment-required',
    'credits-short',
    `This may cost ${toDecimal(amount)} credits and you have ${toDecimal(available)}: ${toDecimal(missing)} are missing.`,
    { needed: toNumber(amount), available: toNumber(available), missing: toNumber(missing) },
  );
}

const lowerDebt = (client: Database, userId: string, amount: Centicredits) =>
  run(client, 'update users set credits_owed = credits_owed - $2 where id = $1', [userId, toDecimal(amount)]);

/** Credits that came pay first for those that are owed. */
async function collectDebt(client: Database, userId: string): Promise<void> {
  const { available, owed } = await locked(client, userId);
  const paid = Math.min(available, owed);
  if (paid === 0) return;
  await move(client, { userId, type: 'reversal', amount: paid, note: 'For credits whose payment was taken back' });
  await lowerDebt(client, userId, paid);
}

async function tell(client: Database, userId: string, filmId: string | null = null): Promise<void> {
  const { available, reserved } = await locked(client, userId);
  const data = { available: toNumber(available), reserved: toNumber(reserved) };
  await emit(client, { userId, filmId, type: 'credits.changed', data });
}
