import { plainText } from './emphasis.ts';

const known =
  /^(?:(?:smash|hard|jump|match|quick|slow|rapid|time|flash|back) )*(?:cut|fade|dissolve|wipe|iris)(?: (?:in|out|up|back|to|from|on|into|black|white|red|credits|titles?|end|next|the))*[.:]*$/i;

/** A transition that is one wherever it stands: `CUT TO:`, `CUT TO BLACK.`, `FADE OUT`, `SMASH CUT:`. */
export function isKnownTransition(line: string): boolean {
  if (line.length > 60) return false;
  const plain = plainText(line);
  return isCapitals(plain) && /[\s.:]/.test(plain) && known.test(plain);
}

/** Whether a line that stands alone is a transition: any in capitals that ends in `TO:`, and the known ones. */
export function isTransition(line: string): boolean {
  if (line.length > 120) return false;
  const plain = plainText(line);
  return isKnownTransition(plain) || (/(?:^|\s)TO:$/.test(plain) && isCapitals(plain));
}

function isCapitals(line: string): boolean {
  return /\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line);
}
