const known =
  /^(?:(?:smash|hard|jump|match|quick|slow|rapid|time|flash|back) )*(?:cut|fade|dissolve|wipe|iris)(?: (?:in|out|up|back|to|from|on|into|black|white|red|credits|titles?|end|next|the))*[.:]*$/i;

/** A transition that is one wherever it stands: `CUT TO:`, `CUT TO BLACK.`, `FADE OUT`, `SMASH CUT:`. */
export function isKnownTransition(line: string): boolean {
  return line.length < 60 && isCapitals(line) && /[\s.:]/.test(line) && known.test(line);
}

/** Whether a line that stands alone is a transition: any in capitals that ends in `TO:`, and the known ones. */
export function isTransition(line: string): boolean {
  return isKnownTransition(line) || (/(?:^|\s)TO:$/.test(line) && isCapitals(line));
}

function isCapitals(line: string): boolean {
  return /\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line);
}
