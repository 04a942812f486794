import { confirmMfa, enrolMfa, removeMfa, renewRecoveryCodes } from '@ai-film-studio/studio/accounts/mfa.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { proofSchema } from './accounts.ts';
import { askerOf } from './session-answer.ts';

const tags = ['account'];
const config = { access: 'account', limit: 'auth' } as const;
const codesSchema = z.object({ recoveryCodes: z.array(z.string()).describe('Each lets in once. Shown this once.') });

/** The authenticator: codes of six digits (RFC 6238). */
export const mfaRoutes: Routes = (api, { accounts }) => {
  api.route({
    method: 'POST',
    url: '/v1/account/mfa',
    config,
    schema: {
      operationId: 'enrolMfa',
      tags,
      summary: 'Begin to set up an authenticator',
      body: z.strictObject(proofSchema),
      response: {
        200: z.object({ secret: z.string(), uri: z.string().describe('For a QR code. Shown this once.') }),
      },
    },
    handler: (request, reply) => {
      reply.header('cache-control', 'no-store');
      return enrolMfa(accounts, askerOf(request), principalOf(request), request.body);
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/account/mfa/confirm',
    config,
    schema: {
      operationId: 'confirmMfa',
      tags,
      summary: 'Show a first code: from now on signing in takes one',
      body: z.strictObject({ code: z.string().max(50) }),
      response: { 200: codesSchema },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const codes = await confirmMfa(accounts, askerOf(request), principalOf(request), request.body.code);
      return { recoveryCodes: [...codes] };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/account/mfa/recovery-codes',
    config,
    schema: {
      operationId: 'renewRecoveryCodes',
      tags,
      summary: 'Ten new recovery codes; the old ones count no more',
      body: z.strictObject(proofSchema),
      response: { 200: codesSchema },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const codes = await renewRecoveryCodes(accounts, askerOf(request), principalOf(request), request.body);
      return { recoveryCodes: [...codes] };
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/account/mfa',
    config,
    schema: {
      operationId: 'removeMfa',
      tags,
      summary: 'Remove the authenticator, with a code of it',
      body: z.strictObject({ code: proofSchema.code }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await removeMfa(accounts, askerOf(request), principalOf(request), request.body);
      return reply.code(204).send(null);
    },
  });
};
