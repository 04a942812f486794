import { type Asker, tidyAgent } from '@ai-film-studio/studio/accounts/audit.ts';
import type { SessionTokens } from '@ai-film-studio/studio/accounts/sessions.ts';
import type { SignIn } from '@ai-film-studio/studio/accounts/sign-in.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Where a request comes from, as far as the proxies before us can be believed. */
export const askerOf = ({ ip, headers }: FastifyRequest): Asker => ({
  ip,
  userAgent: tidyAgent(headers['user-agent'] ?? ''),
});

const cookieName = 'studio_refresh';
const cookiePath = '/v1/sessions';

/** A browser keeps its refresh token where no script reads it; a program keeps it itself. */
export const refreshTokenIn = z
  .enum(['cookie', 'body'])
  .describe('Where the refresh token is kept: `cookie` for browsers (httpOnly), `body` for programs.');
type RefreshTokenIn = z.infer<typeof refreshTokenIn>;

export const signedInSchema = z
  .object({
    status: z.literal('signed-in'),
    sessionId: z.uuid(),
    accessToken: z.string().describe('For `Authorization: Bearer …`.'),
    accessExpiresAt: z.string(),
    refreshToken: z.string().nullable().describe('Null when it is in the cookie.'),
    refreshExpiresAt: z.string(),
    mfaEnrolmentRequired: z
      .boolean()
      .describe('An administrator without an authenticator: enrol one, then the session may administrate.'),
  })
  .meta({ id: 'Session' });

export const signInSchema = z.discriminatedUnion('status', [
  signedInSchema,
  z
    .object({
      status: z.literal('mfa-required'),
      ticket: z.string().describe('For POST /v1/sessions/mfa, with a code.'),
      expiresAt: z.string(),
    })
    .meta({ id: 'MfaTicket' }),
]);

interface Keeping {
  readonly where: RefreshTokenIn;
  readonly publicUrl: URL;
}

/** The tokens as an answer; where a cookie was asked for, it is set. */
export function answerSession(
  reply: FastifyReply,
  tokens: SessionTokens,
  { where, publicUrl, mfaEnrolmentRequired = false }: Keeping & { readonly mfaEnrolmentRequired?: boolean },
): z.infer<typeof signedInSchema> {
  // What is in this answer is for one reader only.
  reply.header('cache-control', 'no-store');
  if (where === 'cookie') setRefreshCookie(reply, tokens, publicUrl);
  const { sessionId, accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = tokens;
  return {
    status: 'signed-in',
    sessionId,
    accessToken,
    accessExpiresAt: accessExpiresAt.toISOString(),
    refreshToken: where === 'body' ? refreshToken : null,
    refreshExpiresAt: refreshExpiresAt.toISOString(),
    mfaEnrolmentRequired,
  };
}

export function answerSignIn(reply: FastifyReply, result: SignIn, keeping: Keeping): z.infer<typeof signInSchema> {
  if (result.status === 'signed-in')
    return answerSession(reply, result.tokens, { ...keeping, mfaEnrolmentRequired: result.mfaEnrolmentRequired });
  reply.header('cache-control', 'no-store');
  return { ...result, expiresAt: result.expiresAt.toISOString() };
}

/** SameSite=Strict: no other site can make a browser refresh. */
const cookieOptions = (publicUrl: URL) =>
  ({ path: cookiePath, httpOnly: true, secure: publicUrl.protocol === 'https:', sameSite: 'strict' }) as const;

export function setRefreshCookie(reply: FastifyReply, tokens: SessionTokens, publicUrl: URL): void {
  reply.setCookie(cookieName, tokens.refreshToken, { ...cookieOptions(publicUrl), expires: tokens.refreshExpiresAt });
}

export const clearRefreshCookie = (reply: FastifyReply, publicUrl: URL) =>
  reply.clearCookie(cookieName, cookieOptions(publicUrl));

export const refreshCookieOf = ({ cookies }: FastifyRequest) => cookies[cookieName] ?? '';
