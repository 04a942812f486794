import type { Entry } from './journal.ts';
import type { Clock, Reading, Step } from './step.ts';

/** A step did not come to its end. What was done before it stays done; begun again, the program goes on from what is true. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
}

export interface Run {
  readonly program: Entry['program'];
  readonly clock: Clock;
  readonly write: (entry: Entry) => Promise<void>;
  /** Milliseconds between two looks. */
  readonly pause: number;
}

/** A step is given up after so many times its budget: until then somebody who watches may help. */
const patience = 2;

/**
 * Does the steps in order. Each is looked at before it is done and after: what is so already is not done again.
 * @throws StepFailedError when one was refused, or was not done within twice its budget
 */
export async function runSteps(steps: readonly Step[], run: Run): Promise<void> {
  for (const step of steps) await runStep(step, run);
}

async function runStep(step: Step, run: Run): Promise<void> {
  const { clock, program, write, pause } = run;
  const began = clock.now();
  const budgetSeconds = step.budget * 60;
  const passed = () => (clock.now() - began) / 1_000;
  const note = (what: Entry['what'], says: string) =>
    write({
      at: new Date(clock.now()).toISOString(),
      program,
      step: step.name,
      what,
      says,
      seconds: passed(),
      budgetSeconds,
    });

  await note('began', step.deed);
  let [acted, late] = [false, false];
  for (let looks = 1; ; looks++) {
    const { state, says } = await settled(step, note);
    if (state === 'done') return note(looks > 1 ? 'done' : 'already', says);
    if (state === 'refused') return giveUp('refused', says);
    if (passed() > budgetSeconds * patience)
      return giveUp('failed', `after ${step.budget * patience} minutes: ${says}`);
    if (passed() > budgetSeconds && !late) {
      late = true;
      await note('late', says);
    }
    if (state === 'to do' && !acted) {
      acted = true;
      await attempt(() => step.act());
      await note('acted', step.deed);
    } else await clock.sleep(pause);
  }

  async function giveUp(what: 'refused' | 'failed', says: string): Promise<never> {
    await note(what, says);
    throw new StepFailedError(`${step.name}: ${says}. Put it right, then run the same command again: it goes on here.`);
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      await note('failed', why);
      throw new StepFailedError(`${step.name} failed: ${why}`, { cause });
    }
  }
}

/** A look that fails is written down too. */
async function settled(step: Step, note: (what: 'failed', says: string) => Promise<void>): Promise<Reading> {
  try {
    return await step.read();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    await note('failed', why);
    throw new StepFailedError(`${step.name} could not be looked at: ${why}`, { cause });
  }
}

/** What each step reads now and would do. Nothing is changed. */
export async function rehearse(steps: readonly Step[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { name, deed, budget, read } of steps) {
    const { state, says } = await read().catch((error: Error) => ({ state: 'refused', says: error.message }));
    const would = state === 'to do' ? `would ${deed}` : state === 'done' ? 'nothing to do' : state;
    lines.push(`${name} (${budget} min): ${would}. Now: ${says}.`);
  }
  return lines;
}
