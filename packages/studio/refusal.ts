/** Why something was not done, in the words that every surface of the studio knows. */
export const refusalKinds = [
  'invalid',
  'unauthenticated',
  'payment-required',
  'forbidden',
  'not-found',
  'conflict',
  'gone',
  'precondition-failed',
  'too-large',
  'unsupported',
  'too-many',
] as const;
export type RefusalKind = (typeof refusalKinds)[number];

/**
 * An expected no: the caller asked for what cannot be had. Nothing was changed. The message says what is wrong and what to do, and holds
 * nothing that the caller may not know.
 * @example throw new Refusal('conflict', 'email-taken', 'There is an account with this address: sign in, or reset its password.');
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  /** Stable, in kebab case: programs go by it. */
  readonly code: string;
  /** More for programs: the place in the input, what is missing. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(kind: RefusalKind, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** What is not the caller's is as if it were not there: ids cannot be tried out. */
export const notFound = (what: string) => new Refusal('not-found', 'not-found', `There is no such ${what}.`);
