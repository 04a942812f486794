import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Refused } from './errors.ts';
import { digestOf, repositoryOf } from './image.ts';

const run = promisify(execFile);

export interface Promotion {
  /** The image as it was tested, by its digest. */
  readonly image: string;
  /** The environment it goes to. */
  readonly env: string;
  /** Its registry, which may be another account's. */
  readonly registry: string;
}

interface Target {
  readonly repository: string;
  /** The same image has the same tag wherever it goes, so a promotion may be done again. */
  readonly tag: string;
}

/** @example targetOf({ image: '1.dkr…/ai-film-studio-backend-staging@sha256:…', env: 'prod', registry: '2.dkr…' }).repository; // '2.dkr…/ai-film-studio-backend-prod' */
export function targetOf({ image, env, registry }: Promotion): Target {
  const name = /\/(ai-film-studio-[a-z-]+)-[a-z]+$/.exec(repositoryOf(image))?.[1];
  if (!name) throw new Refused(`${image} is in no repository of the studio: ai-film-studio-{name}-{env}.`);
  return { repository: `${registry}/${name}-${env}`, tag: `promoted-${digestOf(image).slice('sha256:'.length, 47)}` };
}

/**
 * Copies what is to be copied as it is: without --prefer-index=false a single manifest would be wrapped into an index, which has another digest.
 * https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/
 */
const copyCommand = (image: string, { repository, tag }: Target): readonly string[] => [
  'buildx',
  'imagetools',
  'create',
  '--prefer-index=false',
  '--tag',
  `${repository}:${tag}`,
  image,
];

const digestCommand = (reference: string): readonly string[] => [
  'buildx',
  'imagetools',
  'inspect',
  '--format',
  '{{json .Manifest.Digest}}',
  reference,
];

/**
 * Copies an image between the repositories of two environments. Nothing is built: what was tested is what runs. By `docker buildx imagetools`, which
 * GitHub's runners have; copying needs no daemon.
 * @returns the image in its new repository, by the same digest
 * @throws Refused when the tag stands for another image there, or the copy has another digest
 */
export async function promote(promotion: Promotion, signal: AbortSignal): Promise<string> {
  const { image } = promotion;
  const { repository, tag } = targetOf(promotion);
  // It was built for this environment.
  if (repository === repositoryOf(image)) return image;
  const digest = digestOf(image);
  const before = await digestAt(`${repository}:${tag}`, signal).catch(noneThere);
  if (before !== null && before !== digest)
    throw new Refused(
      `${repository}:${tag} is ${before} already, and tags are for ever. Somebody pushed it by hand: delete it there.`,
    );
  if (before === null) await run('docker', copyCommand(image, { repository, tag }), { signal });
  const after = await digestAt(`${repository}@${digest}`, signal);
  if (after !== digest) throw new Refused(`The copy in ${repository} is ${after}, and not ${digest}.`);
  return `${repository}@${digest}`;
}

async function digestAt(reference: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await run('docker', digestCommand(reference), { signal });
  return String(JSON.parse(stdout));
}

/** A registry says so when there is nothing; every other fault goes on. */
function noneThere(error: Error & { readonly stderr?: string }): null {
  if (/not found|name unknown|manifest unknown/i.test(error.stderr ?? '')) return null;
  throw error;
}
