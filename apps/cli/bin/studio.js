#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it and say what it lacks. npm scripts and npx find Node 24 in node_modules/.bin.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `studio needs Node 22.18 or later; this is ${process.version}. Run it as "npx studio", which brings its own.`,
  );
  process.exit(3);
}
await import('../main.ts');
