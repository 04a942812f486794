import { awsClients } from './aws/clients.ts';
import { wallClock } from './clock.ts';
import { run } from './run.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  aws: awsClients(),
  clock: wallClock,
  signal: stop.signal,
  log: (line) => console.log(line),
});
