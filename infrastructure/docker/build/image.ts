import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Base, baseImage } from './base-image.ts';
import { BuildError, buildah } from './command.ts';

const inspected = z.object({
  Docker: z.object({ config: z.object({ User: z.string(), Cmd: z.array(z.string()), Env: z.array(z.string()) }) }),
});

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** An image that was built here. */
export interface Image {
  readonly name: string;
  readonly base: Base;
  /** As its configuration has them. */
  readonly user: string;
  readonly command: readonly string[];
  readonly environment: readonly string[];
}

/** The image that `ARG NODE_IMAGE=` of a Dockerfile names. */
export function namedBase(dockerfile: string): string {
  const named = /^ARG NODE_IMAGE=(\S+@sha256:[0-9a-f]{64})$/m.exec(dockerfile)?.[1];
  if (!named) throw new BuildError('The Dockerfile names no NODE_IMAGE by its digest.');
  return named;
}

/**
 * Builds an image for real.
 * @param dockerfile its name in infrastructure/docker
 * @example const { user } = await buildImage('backend.Dockerfile', { name: 'localhost/studio-backend' });
 */
export async function buildImage(
  dockerfile: string,
  { name, target }: { readonly name: string; readonly target?: string },
): Promise<Image> {
  const path = join(root, 'infrastructure/docker', dockerfile);
  const base = await baseImage(namedBase(await readFile(path, 'utf8')));
  // Or the former one would lie there without a name. Where there is none, or it is in use, nothing is lost.
  await buildah('rmi', name).catch(() => '');
  await buildah(
    ...['bud', '--isolation', 'chroot', '--format', 'docker', '--build-arg', `NODE_IMAGE=${base.image}`],
    ...['--ignorefile', join(root, '.dockerignore'), ...(target ? ['--target', target] : [])],
    ...['--file', path, '--tag', name, root],
  );
  const { config } = inspected.parse(JSON.parse(await buildah('inspect', '--type', 'image', name))).Docker;
  return { name, base, user: config.User, command: config.Cmd, environment: config.Env };
}
