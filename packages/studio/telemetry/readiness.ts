/** Something that we depend on. */
export interface ReadinessCheck {
  /** What it is, never where: anybody may read it. */
  readonly name: 'database' | 'cache' | 'storage' | 'broker' | 'engine';
  /** Whether nothing goes without it. */
  readonly needed: boolean;
  /** Answers when it is well. @throws whatever is wrong */
  readonly check: (signal: AbortSignal) => Promise<unknown>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly {
    readonly name: ReadinessCheck['name'];
    readonly needed: boolean;
    readonly state: 'up' | 'down';
    readonly milliseconds: number;
  }[];
}

/** Milliseconds for each check. */
export const readinessPatience = 2_000;

/**
 * Asks all at once whether they are well; who does not answer in time is down, whether or not it heeds the signal.
 * @param onFault hears what is wrong: for the log, since the answer does not say
 * @example const { ready } = await readiness([{ name: 'database', needed: true, check: () => pool.query('select 1') }], { onFault });
 */
export async function readiness(
  checks: readonly ReadinessCheck[],
  {
    onFault,
    patience = readinessPatience,
  }: { readonly onFault: (name: string, error: unknown) => void; readonly patience?: number },
): Promise<Readiness> {
  const asked = checks.map(async ({ name, needed, check }) => {
    const begun = performance.now();
    const state = await ask(check, patience).then(
      () => 'up' as const,
      (error: unknown) => {
        onFault(name, error);
        return 'down' as const;
      },
    );
    return { name, needed, state, milliseconds: Math.round(performance.now() - begun) };
  });
  const answers = await Promise.all(asked);
  return { ready: answers.every(({ needed, state }) => !needed || state === 'up'), checks: answers };
}

async function ask(check: ReadinessCheck['check'], patience: number): Promise<void> {
  const signal = AbortSignal.timeout(patience);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`It did not answer within ${patience} ms.`)), {
      once: true,
    });
  });
  await Promise.race([check(signal), late]);
}
