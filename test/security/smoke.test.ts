import { it, expect } from 'vitest';
import { servedStudio } from './served-studio.fixture.ts';
it('x', async () => {
  const s = await servedStudio();
  const u = await s.somebody();
  const doc = (await s.ask('GET','/v1/openapi.json')).text;
  (await import('node:fs')).writeFileSync('/tmp/openapi.json', doc);
  const a = await u.ask('GET','/v1/account');
  console.log(a.status, a.text, a.headers);
  expect(a.status).toBe(200);
  await s.close();
});
