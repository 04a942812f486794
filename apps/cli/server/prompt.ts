import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Asks the person at the terminal.
 * @param options.hidden what is typed is not shown
 */
export async function ask(
  question: string,
  { hidden, signal }: { readonly hidden: boolean; readonly signal: AbortSignal },
): Promise<string> {
  let quiet = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!quiet) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  // In raw mode Ctrl-C is a key like others.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = terminal.question(question, { signal });
    quiet = hidden;
    return (await answer).trim();
  } finally {
    terminal.close();
    if (hidden) process.stderr.write('\n');
  }
}
