import { z } from 'zod';

/** Hundredths of a credit, whole: sums of them are exact. Decimals are for the database, two-decimal numbers for JSON. */
export type Centicredits = number;

const decimal = /^(-?)(\d{1,10})(?:\.(\d{1,2}))?$/;

/**
 * Reads PostgreSQL's `numeric(12, 2)`.
 * @throws RangeError when it is not one
 * @example fromDecimal('12.30') // 1230
 */
export function fromDecimal(text: string): Centicredits {
  const match = decimal.exec(text);
  if (!match) throw new RangeError(`"${text}" is no amount of credits`);
  const [, sign, whole = '0', part = ''] = match;
  const hundredths = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign && hundredths > 0 ? -hundredths : hundredths;
}

/**
 * Writes it as PostgreSQL and people read it.
 * @throws RangeError when it is not whole
 * @example toDecimal(1230) // '12.30'
 */
export function toDecimal(amount: Centicredits): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no whole number of hundredths of a credit`);
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** As JSON shows it: the number nearest to it, which prints with at most two decimals. */
export const toNumber = (amount: Centicredits): number => Number(toDecimal(amount));

/** A column of credits. */
export const creditsColumn = z.string().transform(fromDecimal);

/** Credits as a person or a program sends them: at most two decimals. */
export const creditsInput = z
  .number()
  .min(0.01)
  .max(1_000_000)
  .refine((credits) => Number(credits.toFixed(2)) === credits, 'at most two decimals');

/** @param credits what `creditsInput` let through */
export const fromInput = (credits: number): Centicredits => fromDecimal(credits.toFixed(2));
