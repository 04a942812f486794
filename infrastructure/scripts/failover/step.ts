/**
 * What is true of a step now. `to do` and `under way` are both waited for; the deed is done once, and only for `to do`. `refused` is a
 * matter for a person: nothing goes on.
 */
export interface Reading {
  readonly state: 'done' | 'to do' | 'under way' | 'refused';
  /** The readings behind it, for the journal. */
  readonly says: string;
}

/** One step of a failover. It asks the world what is so, and does only what is missing: so it may be begun again after any crash. */
export interface Step {
  readonly name: string;
  /** What will be done, as the dry run says it. */
  readonly deed: string;
  /** Minutes that the recovery plan gives it. */
  readonly budget: number;
  /** Changes nothing. */
  read(): Promise<Reading>;
  act(): Promise<void>;
}

/** When it is and how to wait: a test has a clock of its own. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const reading = (state: Reading['state'], says: string): Reading => ({ state, says });
