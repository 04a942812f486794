import { join } from 'node:path';
import { readWorkerConfig } from '../../apps/worker/environment.ts';
import { openWorker } from '../../apps/worker/open-worker.ts';
import { serve } from '../../apps/worker/serve.ts';
import { diary } from './diary.ts';
import { standIn } from './stand-in.ts';

/**
 * The worker of apps/worker in all its parts but the engine, and it keeps a diary.
 * Its folder of diaries is the first argument.
 */
const [folder = '.'] = process.argv.slice(2);
const config = readWorkerConfig(process.env);
const worker = await openWorker(config, { engine: standIn });
const write = diary(join(folder, `${process.pid}-${Date.now()}.jsonl`));
const report: typeof worker.report = (event) => {
  write(event);
  worker.report(event);
};
await serve({ ...worker, report }, config, () => console.log('The worker is there.'));
await worker.close();
