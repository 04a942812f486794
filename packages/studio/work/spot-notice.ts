import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';

/** What a spot instance is told of its end. */
export type SpotNotice =
  /** It is taken away then: two minutes from when it is first told. */
  | { readonly kind: 'interruption'; readonly time: Date }
  /** It is likely to be taken away: time unknown. */
  | { readonly kind: 'rebalance' };

export interface SpotWatch {
  /** Where instance metadata is served. */
  readonly endpoint?: string;
  /** Milliseconds between two questions; EC2 advises five seconds. */
  readonly every?: number;
  readonly signal: AbortSignal;
  /** Called once for each kind. */
  readonly onNotice: (notice: SpotNotice) => void;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
const ec2 = 'http://169.254.169.254';
const tokenSeconds = 21_600;
const answerWithin = 1_000;
/** Never once reached in so many tries: this is no EC2 instance, and it will not become one. */
const mostUnreached = 3;

const actionPath = '/latest/meta-data/spot/instance-action';
const rebalancePath = '/latest/meta-data/events/recommendations/rebalance';
const actionSchema = z.object({ action: z.string(), time: z.iso.datetime().transform((time) => new Date(time)) });

/** The metadata service, version 2: each question shows a token, which is fetched anew when it holds no longer. */
function metadata(endpoint: string, signal: AbortSignal) {
  let token: string | null = null;
  const ask = (path: string, init: RequestInit) =>
    fetch(endpoint + path, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithin)]) });
  const newToken = async () => {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': String(tokenSeconds) };
    const answer = await ask('/latest/api/token', { method: 'PUT', headers });
    if (!answer.ok) throw new Error(`The metadata service gives no token: ${answer.status}.`);
    return answer.text();
  };
  /** The text at a path; `null` when there is nothing to tell. */
  return async function read(path: string): Promise<string | null> {
    for (const fresh of [false, true]) {
      token = fresh || token === null ? await newToken() : token;
      const answer = await ask(path, { headers: { 'x-aws-ec2-metadata-token': token } });
      const text = await answer.text();
      if (answer.ok) return text;
      if (answer.status !== 401) return null;
    }
    return null;
  };
}

/**
 * Asks the instance's metadata whether it is to be taken away, until the signal or the interruption. Where there is no such service it
 * soon stops asking. In a container the instance must allow a second hop (`HttpPutResponseHopLimit` 2), or nothing is heard.
 * @returns when there is nothing more to hear; never rejects
 */
export async function watchSpot({ endpoint = ec2, every = 5_000, signal, onNotice }: SpotWatch): Promise<void> {
  const read = metadata(endpoint, signal);
  let unreached = 0;
  let reached = false;
  let rebalance = false;
  while (!signal.aborted && (reached || unreached < mostUnreached)) {
    try {
      const action = await read(actionPath);
      reached = true;
      if (action !== null) return onNotice({ kind: 'interruption', time: actionSchema.parse(JSON.parse(action)).time });
      if (!rebalance && (await read(rebalancePath)) !== null) {
        rebalance = true;
        onNotice({ kind: 'rebalance' });
      }
    } catch {
      unreached += 1;
    }
    await setTimeout(every, undefined, { signal }).catch(() => {});
  }
}
