/** An answer of AWS that lacks what it must have: the name is wrong, or the stack is not there. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/** The SDK's types say of nearly every field that it may be missing. @throws Missing */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new Missing(`AWS has no ${what}.`);
  return value;
}
