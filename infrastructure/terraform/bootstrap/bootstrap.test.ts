import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { terraform } from '../terraform.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

it('bootstrap does what its own tests say', async () => {
  const start = await terraform(folder, ['init', '-backend=false']);
  expect(start.passed, start.output).toBe(true);
  const tested = await terraform(folder, ['test']);
  expect(tested.passed, tested.output).toBe(true);
  // A folder without tests succeeds too.
  expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed/);
});
