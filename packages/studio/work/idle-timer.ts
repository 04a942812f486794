/** Calls when it was started and then not stopped for so long. */
export class IdleTimer {
  private readonly after: number | null;
  private readonly call: () => void;
  private timer: NodeJS.Timeout | undefined;

  /** @param after milliseconds; `null`: it never calls */
  constructor(after: number | null, call: () => void) {
    this.after = after;
    this.call = call;
  }

  start(): void {
    this.stop();
    if (this.after !== null) this.timer = setTimeout(this.call, this.after);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
