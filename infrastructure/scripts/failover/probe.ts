import { request as plainRequest } from 'node:http';
import { request } from 'node:https';

export interface Probe {
  readonly url: string;
  /** Asks this host, whatever DNS says of the URL's. */
  readonly via?: string;
}

/** The status that comes, or why none does. Certificates are checked for the URL's name. */
export function probe({ url, via }: Probe): Promise<string> {
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const [host = '', port] = (via ?? target.host).split(':');
  const options = {
    ...{
      host,
      port: port ?? target.port,
      path: `${target.pathname}${target.search}`,
      timeout: 10_000,
      agent: false as const,
    },
    headers: { host: target.host },
    ...(secure ? { servername: target.hostname } : {}),
  };
  return new Promise((resolve) => {
    const asked = (secure ? request : plainRequest)(options, (answer) => {
      answer.resume();
      resolve(String(answer.statusCode));
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer within 10 s')));
    asked.on('error', (error) => resolve(error.message));
    asked.end();
  });
}
