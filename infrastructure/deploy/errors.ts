/** Nothing was changed: the deployment may not begin as things are. The message says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The new version was taken back, and the old one has all traffic. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

/** Somebody else changed what this deployment works on: it stops and touches nothing more. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
