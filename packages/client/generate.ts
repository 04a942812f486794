import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { openApiDocument } from '@ai-film-studio/api/openapi-document.ts';
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript';

/** What is generated from the API's code, by its file in this folder. */
export type Generated = Readonly<Record<'openapi.json' | 'schema.d.ts' | 'spending.ts', string>>;

/** A parameter that callers may leave out, since the client sends it by itself. */
const sentByClient = 'Idempotency-Key';

interface Parameter {
  name: string;
  required?: boolean;
}
type Paths = Record<string, Record<string, { parameters?: Parameter[] }>>;
interface Document {
  readonly paths: Paths;
}

/** The same document with nothing demanded of callers that the client does for them. */
function forCallers(document: Document): OpenAPI3 {
  const eased = structuredClone(document);
  for (const operation of Object.values(eased.paths).flatMap((operations) => Object.values(operations)))
    for (const parameter of operation.parameters ?? []) if (parameter.name === sentByClient) parameter.required = false;
  // Fastify's types of a document and openapi-typescript's are not the same, though what they describe is.
  return eased as unknown as OpenAPI3;
}

const spendingIn = ({ paths }: Document): readonly string[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === sentByClient))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );

/** The files as the code of the API would have them now. */
export async function generated(): Promise<Generated> {
  const document = (await openApiDocument()) as Document; // Any document of OpenAPI has paths with operations.
  const spending = spendingIn(document).map((call) => `  '${call}',\n`);
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'schema.d.ts': `${COMMENT_HEADER}${astToString(await openapiTS(forCallers(document), { defaultNonNullable: false }))}`,
    'spending.ts': `/** Calls that cost credits or money: made by generate.ts. */\nexport const spending: ReadonlySet<string> = new Set([\n${spending.join('')}]);\n`,
  };
}

const here = (name: string) => new URL(name, import.meta.url);

/** The files that are not as they would be generated now. */
export async function outdated(): Promise<readonly string[]> {
  const files = Object.entries(await generated());
  const read = await Promise.all(files.map(([name]) => readFile(here(name), 'utf8').catch(() => null)));
  return files.filter(([, text], index) => text !== read[index]).map(([name]) => name);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [name, text] of Object.entries(await generated())) await writeFile(here(name), text);
