import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Manifest, type Overlay, render } from './rendered.ts';

const folder = fileURLToPath(new URL('overlays/', import.meta.url));

/** An overlay that has taken components/depth-scaling, as an operator would have it. */
export async function withDepth(overlay: Overlay): Promise<readonly Manifest[]> {
  // Beside the others: kustomize takes relative ways alone.
  const own = await mkdtemp(join(folder, '.depth-'));
  try {
    const components = ['../../components/depth-scaling'];
    await writeFile(join(own, 'kustomization.yaml'), JSON.stringify({ resources: [`../${overlay}`], components }));
    return await render(`overlays/${basename(own)}`);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
