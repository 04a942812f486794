/** Another try would fail too: what was asked for cannot be done. The job is dead at once. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/** This worker cannot do the job and another may: its model does not load, its card is too small. The job goes back, and the receive does not count but for the third such worker. */
export class UnfitError extends Error {
  override readonly name = 'UnfitError';
}
