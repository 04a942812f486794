import { StudioError } from '@ai-film-studio/client';

/** A step, and what was found in it. */
export interface Step {
  readonly name: string;
  readonly seconds: number;
  /** A sentence each; none when all was well. */
  readonly faults: readonly string[];
  /** Why it was not tried. */
  readonly leftOut: string | null;
}

/** Looks whether something holds; if not, the sentence is a fault of the step, which goes on. */
export type Look = (holds: boolean, otherwise: string) => void;

/** A step could not be done, and the ones after it need what it would have brought. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/** What a user does, step by step: each timed, each with its faults. */
export class Steps {
  readonly done: Step[] = [];
  private readonly say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.say = say;
  }

  /**
   * Does a step. Faults that it looks for are noted, and it goes on.
   * @throws BrokenOff when it could not be done
   * @example const film = await steps.do('a film is made', async (look) => { … });
   */
  async do<T>(name: string, work: (look: Look) => Promise<T>): Promise<T> {
    const faults: string[] = [];
    const began = performance.now();
    const end = () => this.note({ name, seconds: (performance.now() - began) / 1_000, faults, leftOut: null });
    try {
      const result = await work((holds, otherwise) => {
        if (!holds) faults.push(otherwise);
      });
      end();
      return result;
    } catch (error) {
      faults.push(explained(error));
      end();
      throw new BrokenOff(`Broken off: ${name}`, { cause: error });
    }
  }

  leaveOut(name: string, why: string): void {
    this.note({ name, seconds: 0, faults: [], leftOut: why });
  }

  private note(step: Step): void {
    this.done.push(step);
    const mark = step.leftOut === null ? (step.faults.length === 0 ? 'ok  ' : 'FAIL') : 'left';
    this.say(
      `${mark} ${step.seconds.toFixed(1).padStart(6)} s  ${step.name}${step.leftOut ? `: ${step.leftOut}` : ''}`,
    );
    for (const fault of step.faults) this.say(`               ${fault}`);
  }
}

/**
 * A limit of time that says whose it is when it is over.
 * @example const signal = limitOf(120_000, 'It took longer than the two minutes for deleting.');
 */
export function limitOf(milliseconds: number, why: string): AbortSignal {
  const ended = new AbortController();
  setTimeout(() => ended.abort(new Error(why)), milliseconds).unref();
  return ended.signal;
}

/** An error, with what somebody needs who looks for it in the studio's logs. */
export function explained(error: unknown): string {
  if (error instanceof StudioError)
    return `The studio answered ${error.status} ${error.code}: ${error.detail}${error.requestId ? ` (request ${error.requestId})` : ''}`;
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause } = error;
  if (!(cause instanceof Error)) return message;
  // What waits is ended by an AbortError whose cause says why.
  return name === 'AbortError' ? cause.message : `${message}: ${cause.message}`;
}

/** Whether every step that was tried was well. */
export const passed = (steps: readonly Step[]): boolean => steps.every(({ faults }) => faults.length === 0);

const sum = (steps: readonly Step[]) => steps.reduce((all, { seconds }) => all + seconds, 0);

/** Without what would end a cell, or begin a tag. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll(/\s+/g, ' ');

/**
 * The steps as a table, for the page of a workflow's run.
 * @example await appendFile(process.env.GITHUB_STEP_SUMMARY, summaryOf(steps, url));
 */
export function summaryOf(steps: readonly Step[], { host }: URL): string {
  const failed = steps.filter(({ faults }) => faults.length > 0).length;
  const rows = steps.map(({ name, seconds, faults, leftOut }) => {
    const found =
      leftOut === null ? (faults.length === 0 ? 'ok' : faults.map(cell).join('<br>')) : `left out: ${cell(leftOut)}`;
    return `| ${cell(name)} | ${seconds.toFixed(1)} | ${found} |`;
  });
  return [
    `## Acceptance of ${host}: ${failed === 0 ? 'passed' : `${failed} of ${steps.length} steps failed`}`,
    ...['', '| step | s | found |', '| --- | ---: | --- |', ...rows, '', `In ${sum(steps).toFixed(0)} s.`, ''],
  ].join('\n');
}
