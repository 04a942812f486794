import { Refusal } from '../../refusal.ts';

/** Where the browser goes afterwards: a path of ours and nothing else, or anybody could send people on from here. */
export function checkReturnTo(returnTo: string, publicUrl: URL): string {
  // Browsers read a backslash as a slash and leave out tabs and line ends: `/\evil.example` is another host.
  const isPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(returnTo) && returnTo.length <= 1000;
  if (!isPath || new URL(returnTo, publicUrl).origin !== publicUrl.origin)
    throw new Refusal('invalid', 'return-to', 'returnTo is a path of the studio, such as /projects.', {
      field: 'returnTo',
    });
  return returnTo;
}
