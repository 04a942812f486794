import { expect, it } from 'vitest';
import { outdated } from './generate.ts';

it('the generated files are what the code of the API says: otherwise run `npm run client`', async () => {
  expect(await outdated()).toEqual([]);
});
