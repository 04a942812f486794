#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it and say what it lacks. npm scripts and npx find Node 24 in node_modules/.bin.
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `studio needs Node 22.18 or later; this is ${process.version}. Run it as "npx studio", which brings its own.`,
  );
  process.exit(3);
}
// What was compiled once is kept: a start costs half as much from the second on.
module.enableCompileCache?.(fileURLToPath(new URL('../../../node_modules/.cache/studio', import.meta.url)));
await import('../main.ts');
