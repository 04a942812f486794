import { describe, it } from 'vitest';

/** Servers that tests need and that are not in npm: `.ci/run` starts them where it can, and names them in the environment. */
export const serviceNames = ['REDIS_URL', 'S3_ENDPOINT', 'SQS_ENDPOINT'] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * `describe` for tests on a real server, given where it is. Without one they are skipped, and say why; in CI that is a failure.
 * @example describeWith('REDIS_URL', 'the cache on Redis', (url) => { it('…', …); });
 */
export function describeWith(name: ServiceName, title: string, tests: (address: string) => void): void {
  const address = process.env[name];
  if (address) {
    describe(title, () => tests(address));
    return;
  }
  if (process.env.CI === 'true') throw new Error(`${title}: ${name} names no server, and in CI there must be one.`);
  describe.skip(title, () => {
    it(`needs a server: ${name} names none`, () => {});
  });
}
