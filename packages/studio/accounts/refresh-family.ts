/**
 * What becomes of a refresh token that is shown. Pure: the tokens of a session are a chain, each exchanged for the next, and only the last is
 * current. One that was exchanged and is shown again is in two hands: then the session ends, for there is no telling which hand is the thief's.
 *
 * One case is let through: a client whose connection broke never got the answer and asks again with the same token. It is given the very same
 * successor, so the chain has no second branch, and only while nobody has used that successor, within a short time, and from the same network
 * and program that made the exchange. A thief who fits all that gains the successor that its owner holds too; the first of the
 * two to use it makes the other's use a theft.
 */
interface ShownToken {
  readonly expiresAt: Date;
  /** When it was exchanged, and by whom; `null` for the current one. */
  readonly rotation: { readonly at: Date; readonly by: string; readonly successorUsed: boolean } | null;
}

interface FamilyState {
  readonly expiresAt: Date;
  readonly revoked: boolean;
}

export type Verdict = 'rotate' | 'repeat' | 'theft' | 'over';

/**
 * @param by who shows it: network and program
 * @param repeatWithin milliseconds
 */
export function judge(
  token: ShownToken,
  family: FamilyState,
  { now, by, repeatWithin }: { readonly now: Date; readonly by: string; readonly repeatWithin: number },
): Verdict {
  if (family.revoked || family.expiresAt <= now) return 'over';
  const { rotation } = token;
  if (!rotation) return token.expiresAt <= now ? 'over' : 'rotate';
  const soon = now.getTime() - rotation.at.getTime() <= repeatWithin;
  return soon && rotation.by === by && !rotation.successorUsed ? 'repeat' : 'theft';
}
