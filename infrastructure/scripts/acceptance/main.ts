import { run } from './run.ts';

// Who stops it waits for what was made to be deleted.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));

process.exitCode = await run(process.argv.slice(2), process.env, {
  say: (line) => console.log(line),
  stop: stop.signal,
});
