import { readdir, writeFile } from 'node:fs/promises';
import { aiModels } from './boards/ai-models.ts';
import { application } from './boards/application.ts';
import { cost } from './boards/cost.ts';
import { infrastructure } from './boards/infrastructure.ts';
import { users } from './boards/users.ts';
import { type Board, boardJson } from './panels.ts';

/** The five of the specification, in its order. */
export const boards: readonly Board[] = [infrastructure, application, aiModels, cost, users];

export const folder = new URL('dashboards/', import.meta.url);

/** As the formatter leaves it: a list of one word on its line. */
const printed = (value: object) => `${JSON.stringify(value, null, 2).replace(/\[\n\s+("[^"]*")\n\s+\]/g, '[$1]')}\n`;

/** The files of dashboards/, as they have to be. */
export const boardFiles = (): ReadonlyMap<string, string> =>
  new Map(boards.map((board) => [`${board.uid}.json`, printed(boardJson(board))]));

// `node infrastructure/observability/grafana/boards.ts` writes them.
if (import.meta.main) {
  for (const [name, text] of boardFiles()) await writeFile(new URL(name, folder), text);
  console.log((await readdir(folder)).join('\n'));
}
