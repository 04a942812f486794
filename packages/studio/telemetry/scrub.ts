import { createHmac } from 'node:crypto';

export const hidden = '[hidden]';

/** Names of fields whose values are nobody's business, in any spelling: `apiKey`, `api_key`, `X-API-Key`. */
const secretName =
  /authori[sz]ation|cookie|passw|passphrase|secret|token|api[-_]?key|private[-_]?key|session[-_]?id|signature|credential|recovery|mfa|otp|idempotency[-_]?key/i;

/** What is secret by its look, wherever it stands, and what is left of it. */
const secretLooks: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${hidden}`],
  // A JWT, with or without its signature.
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, hidden],
  // Names and passwords in addresses: postgres://studio:secret@…
  [/(\w:\/\/)[^\s/"@]{1,512}@/g, `$1${hidden}@`],
  // In queries and forms.
  [/\b([\w-]{0,64}(?:token|secret|password|signature|credential|key)|code|state)=[^&\s"']+/gi, `$1=${hidden}`],
  // Keys of those whom we pay.
  [/\b(?:sk|rk|pk|whsec)_\w{8,}/g, hidden],
];

const email = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** Characters of a text; what is longer is cut, so that nobody's text can keep these expressions busy. */
const longest = 8_192;

/** Whatever one of the above could be in. Most lines are not, and stay as they are: reading them again costs more than writing them. */
const suspicious = new RegExp(`${secretName.source}|[@=]|eyJ|bearer|basic|[srp]k_|whsec_`, 'i');

/**
 * Takes secrets out of finished lines of JSON: nothing that is logged in whatever way gets past it, messages, stacks and bindings included.
 * Values go by the names of their fields, and by their look. Mail addresses become a short keyed hash: the same person is recognised, and
 * cannot be found out.
 * @param hashKey of this installation
 */
export function scrubber(hashKey: string): (line: string) => string {
  const hashed = (address: string) =>
    `email:${createHmac('sha256', hashKey).update(address.toLowerCase()).digest('hex').slice(0, 12)}`;
  const scrubText = (text: string): string => {
    let clean = text.length > longest ? `${text.slice(0, longest)}…` : text;
    for (const [look, left] of secretLooks) clean = clean.replace(look, left);
    return clean.replace(email, hashed);
  };
  const scrubField = (name: string, value: unknown): unknown => {
    if (value === null || typeof value === 'boolean') return value;
    if (secretName.test(name)) return hidden;
    return typeof value === 'string' ? scrubText(value) : value;
  };
  return (line) => {
    if (!suspicious.test(line)) return line;
    return `${JSON.stringify(JSON.parse(line, scrubField))}\n`;
  };
}
