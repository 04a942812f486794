/** One deliberate fault, and the check that has to find it. docs/spec-coverage.md counts them. */
export interface Fault {
  /** Terraform, Kubernetes, images, … */
  readonly layer: string;
  /** A sentence of what somebody did wrong: "the database is open to the world". */
  readonly name: string;
  /** Path of the file in the repository. */
  readonly file: string;
  /** What stands there once, and what is put in its place. */
  readonly find: string;
  readonly replace: string;
  /** The check: a command, run in the root of a copy that has the fault. It must fail. */
  readonly check: readonly [string, ...string[]];
  /** What its output must say: so that it failed because of this fault and nothing else. */
  readonly says: RegExp;
}
