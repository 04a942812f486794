import type { Call, Sign } from './sign.ts';

/** A domain, and how requests to it are signed. */
export interface Domain {
  /** `https://search-….es.amazonaws.com` */
  readonly domain: URL;
  readonly sign: Sign;
}

export const json = { 'content-type': 'application/json' };

/** An address below another, whether that ends with a slash or not. */
export const below = (base: URL, path: string): URL => new URL(path, `${base.href.replace(/\/$/, '')}/`);

export async function send({ sign }: Pick<Domain, 'sign'>, call: Call): Promise<Response> {
  const { method, url, headers, body } = await sign(call);
  return fetch(url, { method, headers: { ...headers }, ...(body ? { body: new Uint8Array(body) } : {}) });
}

/** @throws Error with the domain's answer */
export async function expectGood(by: Pick<Domain, 'sign'>, call: Call): Promise<Response> {
  const answer = await send(by, call);
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

export const refusalOf = async (answer: Response): Promise<Error> =>
  new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
