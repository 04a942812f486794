import type { Company } from './company.ts';

const closeBy = /\b(beside|next to|alongside|by (his|her|their) side|close to|leans? (on|against) (him|her|\p{Lu}))\b/u;
const towards = /\b(towards?|over to|up to|back to|to|approach(es)?)\b/;
const closeTogether =
  /\b(side by side|arm in arm|hand in hand|shoulder to shoulder|close together|huddled?|snuggled?|share an? (umbrella|blanket|bench))\b/i;

export const comesClose =
  /\b(sits down|sits (next|beside)|joins|moves|slides|settles|steps|lands|gets up|squeezes|crouches|kneels down|takes a seat|plops)\b/i;

/** Whom somebody is close to, or goes to, in a clause; `null` when nobody. */
export function besideWhom(
  who: string,
  clause: string,
  actors: readonly string[],
  recent: readonly string[],
  company: Company,
  approaches: boolean,
): string | null {
  if (closeTogether.test(clause))
    return actors.find((other) => other !== who) ?? otherBefore(who, recent, null, company);
  const words = closeBy.exec(clause) ?? (approaches ? towards.exec(clause) : null);
  if (words === null) return null;
  const rest = clause.slice(words.index);
  const named = company.named(rest).find((each) => each.who !== who);
  if (named !== undefined) return named.who;
  const pronoun = /\b(him|his|her|them|each other)\b/i.exec(rest)?.[1]?.toLowerCase();
  if (pronoun === undefined) return null;
  const gender = pronoun === 'her' ? 'female' : pronoun === 'him' || pronoun === 'his' ? 'male' : null;
  return otherBefore(who, recent, gender, company);
}

function otherBefore(
  who: string,
  recent: readonly string[],
  gender: 'female' | 'male' | null,
  company: Company,
): string | null {
  return (
    recent.findLast((other) => other !== who && (gender === null || company.member(other)?.gender === gender)) ??
    recent.findLast((other) => other !== who) ??
    null
  );
}
