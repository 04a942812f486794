import { readFile, writeFile } from 'node:fs/promises';
import { commentOf, summaryOf } from './summary.ts';

/** `terraform show -json plan > plan.json; npm run infra:summary -- staging plan.json summary` writes summary.md and summary.json. */
const [environment, plan, to] = process.argv.slice(2);
if (!environment || !plan || !to) throw new TypeError('npm run infra:summary -- ENVIRONMENT PLAN.json TO');
const summary = summaryOf(JSON.parse(await readFile(plan, 'utf8')));
await writeFile(`${to}.md`, commentOf(environment, summary));
await writeFile(`${to}.json`, JSON.stringify({ environment, changes: summary.changes.length, ...summary.counts }));
console.log(commentOf(environment, summary));
