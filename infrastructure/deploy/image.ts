import { z } from 'zod';

/** An image by its digest: a tag may come to mean another image between two tasks of one service. */
export const imageSchema = z
  .string()
  .regex(/^[\w.:-]+(\/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$/, 'repository@sha256:… with a digest, not a tag');

/** Without digest and tag. @example repositoryOf('registry:5000/backend:1@sha256:…'); // 'registry:5000/backend' */
export const repositoryOf = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');

/** @example digestOf('repository@sha256:abc') // 'sha256:abc' */
export const digestOf = (image: string): string => image.split('@')[1] ?? '';

interface Container {
  readonly name?: string | undefined;
  readonly image?: string | undefined;
}

/**
 * Gives the new image to every container that runs one of the same repository: the worker, and what fetches models for it. ComfyUI beside it keeps its own.
 * @throws RangeError when no container does: the image is of something else
 */
export function withImage<T extends Container>(containers: readonly T[], image: string): T[] {
  const repository = repositoryOf(image);
  const fits = (one: T): boolean => repositoryOf(one.image ?? '') === repository;
  if (!containers.some(fits))
    throw new RangeError(
      `No container runs an image of ${repository}; they run ${containers.map((one) => `${one.name}: ${one.image}`).join(', ')}.`,
    );
  return containers.map((one) => (fits(one) ? { ...one, image } : one));
}
