import { describe, expect, it } from 'vitest';
import { type Manifest, overlays, render, renderOverlay } from './rendered.ts';
import { moduleOf, typeErrors } from './typed.ts';

const name = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

/** Every object in a manifest, by the way to it; of lists the first of each. */
function* objectsIn(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield path;
  for (const [key, inner] of Array.isArray(value) ? [[0, value[0]] as const] : Object.entries(value))
    yield* objectsIn(inner, [...path, key]);
}

/** A copy that has a field more, where the path says. */
function plant(manifest: Manifest, path: readonly (string | number)[]): Manifest {
  const copy = structuredClone(manifest);
  // The way was found in the manifest itself.
  // biome-ignore lint/suspicious/noExplicitAny: it leads through objects and lists of any kind
  const at = path.reduce<any>((inner, key) => inner[key], copy);
  at.plantedField = true;
  return copy;
}

describe.each([...overlays.map((overlay) => `overlays/${overlay}`), 'base'])('%s', async (folder) => {
  const manifests = await render(folder);

  it('has no field that the API does not know, and no value of a wrong type', async () => {
    const errors = await typeErrors(manifests);
    expect([...errors].map(([index, message]) => `${name(manifests[index]!)}: ${message}`)).toEqual([]);
  });

  it.each(
    manifests.map((manifest) => [name(manifest), manifest] as const),
  )('%s has what is required', async (_, manifest) => {
    const models: Record<string, new (data: unknown) => { validate(): void }> = await import(
      moduleOf(manifest.apiVersion)
    );
    const Model = models[manifest.kind];
    expect(Model, `there is no model of ${manifest.kind}`).toBeDefined();
    new Model!(manifest).validate();
  });
});

describe('the compiler', async () => {
  const manifests = await renderOverlay('staging');

  it('refuses an unknown field wherever one is planted', async () => {
    const planted = manifests.flatMap((manifest) =>
      [...objectsIn(manifest)].map((path) => ({
        at: `${name(manifest)} ${path.join('.')}`,
        manifest: plant(manifest, path),
      })),
    );
    expect(planted.length).toBeGreaterThan(300);
    const errors = await typeErrors(planted.map(({ manifest }) => manifest));
    // In maps of text to text, such as labels, any name will do: there it is the value that is refused.
    expect(planted.filter((_, index) => !errors.has(index)).map(({ at }) => at)).toEqual([]);
  });

  it('refuses a value of a wrong type', async () => {
    const policy = manifests.find(({ kind }) => kind === 'NetworkPolicy')!;
    const errors = await typeErrors([{ ...policy, spec: { podSelector: {}, policyTypes: 'Egress' } } as Manifest]);
    expect(errors.get(0)).toMatch(/not assignable/);
  });
});
