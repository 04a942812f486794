import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The functions: a folder each, with a `main.ts` that exports `handler`. */
export const functions = ['alarm-notices', 'stored-bytes'] as const;

/** An import of anything but Node's own or a file beside it: nothing would bring it along. */
export class ForeignImportError extends Error {
  override readonly name = 'ForeignImportError';
}

/** The same sources give the same bytes, so Terraform uploads a function only when it has changed. Zip knows no time before 1980. */
const always = new Date(1980, 0, 1);

/**
 * One function as Lambda takes it: its files without their types, as modules of JavaScript.
 * @throws ForeignImportError
 */
export async function packaged(folder: string): Promise<Uint8Array> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name));
  const files: Record<string, [Uint8Array, { readonly mtime: Date; readonly os: number; readonly attrs: number }]> = {};
  for (const name of names.sort()) {
    const source = await readFile(join(folder, name), 'utf8');
    const script = inJavaScript(`${folder}/${name}`, source);
    // Unix, and readable by whoever Lambda runs it as.
    files[name.replace(/\.ts$/, '.mjs')] = [
      new TextEncoder().encode(script),
      { mtime: always, os: 3, attrs: 0o644 << 16 },
    ];
  }
  return zipSync(files, { level: 9 });
}

function inJavaScript(path: string, source: string): string {
  return stripTypeScriptTypes(source).replaceAll(/(\bfrom )'([^']+)'/g, (whole, from: string, target: string) => {
    if (target.startsWith('node:')) return whole;
    const beside = /^\.\/([\w-]+)\.ts$/.exec(target)?.[1];
    if (beside === undefined) throw new ForeignImportError(`${path} imports ${target}, which is not in its folder.`);
    return `${from}'./${beside}.mjs'`;
  });
}

/**
 * Writes `<function>.zip` of each function into a folder: what Terraform's module lambda uploads.
 * @returns bytes by the file's name
 */
export async function writePackages(folder: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  await mkdir(folder, { recursive: true });
  for (const name of functions) {
    const zip = await packaged(join(here, name));
    await writeFile(join(folder, `${name}.zip`), zip);
    sizes.set(`${name}.zip`, zip.length);
  }
  return sizes;
}

/** `npm run lambda` */
if (import.meta.main)
  for (const [name, bytes] of await writePackages(join(here, 'dist')))
    console.log(`infrastructure/lambda/dist/${name} ${bytes} bytes`);
