import { z } from 'zod';
import type { Clock } from './clock.ts';

/** Asked of a version that has no traffic yet. */
const questions: readonly { readonly path: string; readonly statuses: readonly number[]; readonly body: z.ZodType }[] =
  [
    { path: '/health', statuses: [200], body: z.object({ status: z.literal('ok') }) },
    // The database, the queue, the storage: what /health leaves out.
    { path: '/ready', statuses: [200], body: z.object({ ready: z.literal(true) }) },
    // Whoever is not signed in sees no films: the API says so, or the firewall where it asks for a key.
    { path: '/v1/films', statuses: [401, 403], body: z.unknown() },
  ];

/** A new target may answer a moment later than the load balancer calls it healthy. */
const tries = 3;

interface Tools {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * @param headers by which the load balancer leads the request to the new version
 * @returns what was wrong, or null
 */
export async function smokeTest(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { clock, signal }: Tools,
): Promise<string | null> {
  for (const question of questions) {
    let fault = await ask(url, headers, question);
    for (let attempt = 1; fault !== null && attempt < tries; attempt += 1) {
      await clock.sleep(5, signal);
      fault = await ask(url, headers, question);
    }
    if (fault !== null) return fault;
  }
  return null;
}

async function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { path, statuses, body }: (typeof questions)[number],
): Promise<string | null> {
  try {
    const answer = await fetch(new URL(path, url), { headers, redirect: 'error', signal: AbortSignal.timeout(10_000) });
    const text = await answer.text();
    if (!statuses.includes(answer.status)) return `${path} answered ${answer.status}, not ${statuses.join(' or ')}`;
    return body.safeParse(jsonIn(text)).success ? null : `${path} answered something else than it should`;
  } catch (error) {
    return `${path} did not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
