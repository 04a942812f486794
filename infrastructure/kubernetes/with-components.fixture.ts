import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { type Manifest, type Overlay, render } from './rendered.ts';

const folder = fileURLToPath(new URL('overlays/', import.meta.url));
const kustomization = z.looseObject({ components: z.array(z.string()) });

/** An overlay to whose `components` an operator has added some that nobody has to take. */
export async function withComponents(overlay: Overlay, ...names: readonly string[]): Promise<readonly Manifest[]> {
  // Beside the others: kustomize takes relative ways alone.
  const own = await mkdtemp(join(folder, '.with-'));
  try {
    await cp(join(folder, overlay), own, { recursive: true });
    const file = join(own, 'kustomization.yaml');
    const written = kustomization.parse(parse(await readFile(file, 'utf8')));
    const components = [...written.components, ...names.map((name) => `../../components/${name}`)];
    await writeFile(file, stringify({ ...written, components }));
    return await render(`overlays/${basename(own)}`);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
