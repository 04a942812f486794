import type { Fault } from './fault.ts';

/** Found by the image itself, built and run: a minute or two each. */
const built = (name: string, file: string, [find, replace]: readonly [string, string], says: RegExp): Fault => ({
  ...{ layer: 'Images', name, file, find, replace, says },
  check: [
    ...['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'],
    ...['infrastructure/docker/images.test', '-t', 'backend.Dockerfile'],
  ] as const,
});

const dockerfile = 'infrastructure/docker/backend.Dockerfile';

/** What is in an image, and as whom it runs. */
export const faults: readonly Fault[] = [
  built('the API runs as root', dockerfile, ['USER 1000:1000', 'USER 0:0'], /expected '0:0' to be '1000:1000'/),
  built(
    'the API does not know the authorities of its database',
    dockerfile,
    ['NODE_EXTRA_CA_CERTS=/studio/rds.pem ', ''],
    /NODE_EXTRA_CA_CERTS=\/studio\/rds\.pem/,
  ),
  built('tests are in the image', '.dockerignore', ['**/*.test.ts\n', ''], /carries no tests and no tools/),
];
