import type { SessionCache } from '../cache/sessions.ts';
import type { Principal } from './principal.ts';

interface Remembered {
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Who was recognised a moment ago, by what they showed. Kept for a minute at most, and forgotten at once when it changes what
 * they may do. The oldest goes first when there are too many.
 */
export class PrincipalCache {
  private readonly entries = new Map<string, Remembered>();
  private readonly most: number;
  /** What all processes remember of sessions together; `null` where each asks the database. */
  readonly shared: SessionCache | null;
  private changes = 0;

  constructor({
    most = 10_000,
    shared = null,
  }: { readonly most?: number; readonly shared?: SessionCache | null } = {}) {
    this.most = most;
    this.shared = shared;
  }

  get(key: string, now: number): Principal | null {
    const found = this.entries.get(key);
    if (!found) return null;
    if (found.until > now) return found.principal;
    this.entries.delete(key);
    return null;
  }

  /** Asked for before the database is: what was read before a change is then not remembered after it. */
  get moment(): number {
    return this.changes;
  }

  set(key: string, remembered: Remembered, moment: number): void {
    if (moment !== this.changes) return;
    if (this.entries.size >= this.most) {
      const [oldest] = this.entries.keys();
      if (oldest) this.entries.delete(oldest);
    }
    this.entries.set(key, remembered);
  }

  /** What a user may do has changed: from now on the database is asked. */
  async changed(userId: string): Promise<void> {
    this.forget(userId);
    await this.shared?.touch(userId);
    // Who asked the shared cache a moment before it was told may have remembered its answer since.
    this.forget(userId);
  }

  private forget(userId: string): void {
    this.changes++;
    for (const [key, { principal }] of this.entries) if (principal.userId === userId) this.entries.delete(key);
  }

  /** When it is not known what changed. */
  forgetAll(): void {
    this.shared?.forgetAll();
    this.changes++;
    this.entries.clear();
  }
}
