import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { type AccountsConfig, lifetimes } from './accounts.ts';
import { type Role, roles } from './principal.ts';
import type { SigningKeys } from './signing-keys.ts';

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  role: z.enum(roles),
  mfa: z.boolean(),
  exp: z.number(),
});
type AccessClaims = z.output<typeof claimsSchema>;

/** RFC 9068: an id token or any other JWT of ours is never taken for an access token. */
const type = 'at+jwt';
/** A key id of ours is a SHA-256 thumbprint: nothing else is looked for. */
const kidPattern = /^[A-Za-z0-9_-]{43}$/;

export async function signAccessToken(
  keys: SigningKeys,
  config: AccountsConfig,
  claims: { readonly userId: string; readonly sessionId: string; readonly role: Role; readonly mfa: boolean },
  now: Date,
): Promise<string> {
  const { kid, key } = await keys.signing();
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ sid: claims.sessionId, role: claims.role, mfa: claims.mfa })
    .setProtectedHeader({ alg: 'EdDSA', typ: type, kid })
    .setIssuer(config.issuer)
    .setAudience(config.audience)
    .setSubject(claims.userId)
    .setJti(crypto.randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimes.access / 1000)
    .sign(key);
}

/** What the token says, or `null` when it is not ours, not for us, or over. That it is still to be honoured is for the database to say. */
export async function readAccessToken(
  keys: SigningKeys,
  config: AccountsConfig,
  token: string,
  now: Date,
): Promise<AccessClaims | null> {
  try {
    // Only its kid is taken from the header, and only as a name in our own table; the algorithm is ours to say.
    const { kid } = decodeProtectedHeader(token);
    const key = kid && kidPattern.test(kid) ? await keys.verifying(kid) : null;
    if (!key) return null;
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      typ: type,
      issuer: config.issuer,
      audience: config.audience,
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      currentDate: now,
    });
    return claimsSchema.safeParse(payload).data ?? null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}
