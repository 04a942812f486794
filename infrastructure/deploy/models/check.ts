import { readFile } from 'node:fs/promises';
import { type Model, modelsFor } from '../../docker/models/manifest.ts';

/**
 * Whether a hub still has what the manifest names, without fetching gigabytes: Hugging Face tells size and SHA-256 of a file that lies in LFS.
 * https://huggingface.co/docs/huggingface_hub/package_reference/file_download#huggingface_hub.HfFileMetadata
 * @returns what is wrong, or null
 */
export async function wrongWith({ name, url, bytes, sha256 }: Model, signal: AbortSignal): Promise<string | null> {
  const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
  if (answer.status >= 400) return `${name}: ${url} answers ${answer.status}.`;
  const hash = answer.headers.get('x-linked-etag')?.replaceAll('"', '');
  const size = answer.headers.get('x-linked-size');
  if (!hash || !size) return `${name}: ${url} tells neither checksum nor size. Name a server that does.`;
  if (hash !== sha256) return `${name} is ${hash} at ${url}, and models.json says ${sha256}.`;
  return Number(size) === bytes ? null : `${name} has ${size} bytes at ${url}, and models.json says ${bytes}.`;
}

/** `npm run models:check` */
async function main(): Promise<void> {
  const text = await readFile(new URL('../../docker/models/models.json', import.meta.url), 'utf8');
  const models = modelsFor(text, ['image', 'video', 'audio']);
  const faults = await Promise.all(models.map((model) => wrongWith(model, AbortSignal.timeout(60_000))));
  for (const fault of faults) if (fault !== null) console.error(fault);
  console.log(`${faults.filter((fault) => fault === null).length} of ${models.length} models are as models.json says.`);
  if (faults.some((fault) => fault !== null)) process.exitCode = 1;
}

if (import.meta.main) await main();
