import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** `docker buildx imagetools` over a registry that is one file: tags and their digests. A copy that wraps its manifest has another digest. */
const [file = '', ...words] = process.argv.slice(2);
const fail = (message: string): never => {
  console.error(`ERROR: ${message}`);
  process.exit(1);
};
if (!existsSync(file)) fail('the registry is unreachable');
const images: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
const command = words.slice(0, 3).join(' ');

const digestAt = (reference: string): string => {
  const [repository = '', digest] = reference.split('@');
  const found = digest
    ? Object.entries(images).find(([tag, value]) => tag.startsWith(`${repository}:`) && value === digest)?.[1]
    : images[reference];
  return found ?? fail(`${reference}: not found`);
};

if (command === 'buildx imagetools inspect') console.log(JSON.stringify(digestAt(words.at(-1) ?? '')));
else if (command === 'buildx imagetools create') {
  const digest = digestAt(words.at(-1) ?? '');
  const target = words[words.indexOf('--tag') + 1] ?? fail('no tag');
  const copies = words.includes('--prefer-index=false');
  writeFileSync(file, JSON.stringify({ ...images, [target]: copies ? digest : `sha256:${'f'.repeat(64)}` }));
} else fail(`docker: '${command}' is not known here`);
