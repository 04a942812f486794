import { enableCompileCache } from 'node:module';

// What was compiled once is kept: before anything else is loaded, and so in a file of its own.
enableCompileCache();
await import('./start.ts');
