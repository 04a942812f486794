// A worker that receives a job, says which, and does nothing more: to be killed with the job in its hands.
import { openSource } from './queue-driver.fixture.ts';

const { driver, database } = JSON.parse(process.argv[2] ?? '');
const { source } = await openSource(driver, database, 'the one that is killed');
const received = await source.receive(['image'], new AbortController().signal);
process.stdout.write(`${JSON.stringify({ id: received?.job.id, token: received?.job.token })}\n`);
setInterval(() => {}, 1_000);
