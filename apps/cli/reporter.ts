import type { FilmEvent, Stage } from '@ai-film-studio/studio';
import { stages } from '@ai-film-studio/studio';

/** Tells a person or a program how a film gets on. */
export interface Reporter {
  event(event: FilmEvent): void;
  /** A line for the person; as an event `note` for a program. */
  note(text: string): void;
  /** The last word: the result as data for a program, as lines for a person. */
  result(data: Readonly<Record<string, unknown>>, lines: readonly string[]): void;
  close(): void;
}

/** Progress and what went wrong beside it go to `write` (standard error), the result to `print` (standard output). */
export interface Outputs {
  readonly write: (text: string) => void;
  readonly print: (text: string) => void;
}

type StageEvent = Extract<FilmEvent, { event: 'stage' }>;

const clock = (seconds: number) =>
  seconds < 60
    ? `${Math.round(seconds)} s`
    : `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;

/** Time left of a stage: at the speed so far. */
function remaining(event: StageEvent, since: number, now: number): string {
  const share = event.total === 0 ? 1 : event.done / event.total;
  const elapsed = (now - since) / 1000;
  if (share >= 1) return '';
  return share < 0.02 || elapsed < 0.5 ? '…' : clock((elapsed / share) * (1 - share));
}

const verbs: Record<Stage, string> = {
  voices: 'speaking',
  sound: 'scoring',
  pictures: 'drawing',
  assembly: 'cutting',
  delivery: 'packing',
};

function downgradeLine(event: FilmEvent): string | null {
  if (event.event === 'downgrade') return `downgraded: ${event.where}: ${event.what}`;
  return event.event === 'corrupted'
    ? `The store held something damaged (${event.hash.slice(0, 12)}…); it is made again.`
    : null;
}

/** One JSON object a line, for programs. */
export function jsonReporter(write: (line: string) => void): Reporter {
  const tell = (data: object) => write(`${JSON.stringify(data)}\n`);
  return {
    event: tell,
    note: (text) => tell({ event: 'note', text }),
    result: (data) => tell({ event: 'result', ...data }),
    close() {},
  };
}

/** A line when a stage begins to be worth telling and when it is done, for pipes and logs. */
export function plainReporter({ write, print }: Outputs, now: () => number): Reporter {
  const begun = new Map<Stage, { since: number; told: number }>();
  return {
    event(event) {
      const line = downgradeLine(event);
      if (line) write(`${line}\n`);
      if (event.event !== 'stage') return;
      const state = begun.get(event.stage) ?? { since: now(), told: 0 };
      begun.set(event.stage, state);
      const tenths = event.total === 0 ? 10 : Math.floor((10 * event.done) / event.total);
      if (tenths <= state.told || (tenths < 10 && tenths < state.told + 2)) return;
      state.told = tenths;
      const left = remaining(event, state.since, now());
      write(
        `${verbs[event.stage]} ${tenths * 10} %${left ? `, ${left} left` : `, done in ${clock((now() - state.since) / 1000)}`}\n`,
      );
    },
    note: (text) => write(`${text}\n`),
    result: (_, lines) => print(`${lines.join('\n')}\n`),
    close() {},
  };
}

const barWidth = 28;

/** Bars that stay in their place, one a stage, with the time left. */
export function barReporter({ write, print }: Outputs, now: () => number): Reporter {
  const latest = new Map<Stage, { event: StageEvent; since: number; ended: number | null }>();
  let drawn = 0;
  let last = 0;

  const bar = ({ event, since, ended }: { event: StageEvent; since: number; ended: number | null }) => {
    const share = event.total === 0 ? 1 : Math.min(1, event.done / event.total);
    const full = Math.round(share * barWidth);
    const tail = ended === null ? remaining(event, since, now()) : clock((ended - since) / 1000);
    return `${verbs[event.stage].padEnd(9)} ${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${String(Math.floor(share * 100)).padStart(3)} %  ${tail}`;
  };
  const erase = () => {
    if (drawn > 0) write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    erase();
    const lines = stages.flatMap((stage) => latest.get(stage) ?? []).map(bar);
    write(lines.map((line) => `${line}\n`).join(''));
    drawn = lines.length;
    last = now();
  };
  const say = (text: string) => {
    erase();
    write(`${text}\n`);
    draw();
  };

  return {
    event(event) {
      const line = downgradeLine(event);
      if (line) say(line);
      if (event.event !== 'stage') return;
      const state = latest.get(event.stage);
      const done = event.done >= event.total;
      latest.set(event.stage, { event, since: state?.since ?? now(), ended: done ? (state?.ended ?? now()) : null });
      if (done || now() - last > 80) draw();
    },
    note: say,
    result(_, lines) {
      draw();
      drawn = 0;
      print(`${lines.join('\n')}\n`);
    },
    close() {
      drawn = 0;
    },
  };
}

/** The reporter for this process: events for `--json`, bars on a terminal, plain lines in a pipe. */
export function reporterFor(json: boolean): Reporter {
  if (json) return jsonReporter((line) => process.stdout.write(line));
  const outputs: Outputs = {
    write: (text) => process.stderr.write(text),
    print: (text) => process.stdout.write(text),
  };
  return process.stderr.isTTY && !process.env.CI ? barReporter(outputs, Date.now) : plainReporter(outputs, Date.now);
}
