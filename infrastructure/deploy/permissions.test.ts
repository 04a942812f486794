import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { after, image, openStudio } from './studio.fixture.ts';

it('the role needs what permissions.json says, and nothing else', async () => {
  const studio = await openStudio();
  studio.server.cloud.balancer.rate = 4;
  await studio.backend(after);
  studio.server.cloud.behaviours.set(image('worker-gpu', 'b'), { unhealthy: true });
  await studio.deploy('workers', '--env', 'dev', '--image', image('worker-gpu', 'b'));
  const { actions } = JSON.parse(await readFile(new URL('permissions.json', import.meta.url), 'utf8'));
  expect([...new Set(studio.server.calls)].sort()).toEqual(actions);
  await studio.close();
});
