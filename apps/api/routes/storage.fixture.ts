import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scope, scopes } from '@ai-film-studio/studio/accounts/principal.ts';
import { testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { findBinaries } from '@ai-film-studio/studio/media/binaries.ts';
import { Assets } from '@ai-film-studio/studio/storage/assets.ts';
import { LocalBlobs } from '@ai-film-studio/studio/storage/local-blobs.ts';
import { inspect } from '@ai-film-studio/studio/storage/sniff/inspect.ts';
import { Uploads } from '@ai-film-studio/studio/storage/uploads.ts';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { guardAccess } from '../http/access.ts';
import { sendProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { assetRoutes } from './assets.ts';
import { blobRoutes } from './blobs.ts';
import { uploadRoutes } from './uploads.ts';

/** The routes of storage on a real server, with storage on this machine. A user's token is their id. */
export async function storageServer() {
  const [database, folder, binaries] = [
    await testDatabase(),
    await mkdtemp(join(tmpdir(), 'storage-api-')),
    await findBinaries(process.env),
  ];
  const { pool } = database;
  let address = '';
  const blobs = await LocalBlobs.open({
    ...{ root: join(folder, 'blobs'), secret: randomBytes(32).toString('hex'), address: () => address },
  });
  const uploads = new Uploads({ pool, blobs, folder, inspect: (path) => inspect(path, { binaries }) });
  // Of all services these routes take only their own.
  const services = { uploads, assets: new Assets({ pool, blobs }), localBlobs: blobs } as Partial<Services> as Services;
  const api = fastify({ bodyLimit: 1024 ** 2 }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(sendProblem);
  guardAccess(api, ({ bearer }) =>
    bearer
      ? {
          userId: bearer,
          role: 'user',
          plan: 'free',
          via: 'session',
          sessionId: null,
          scopes: new Set<Scope>(scopes),
          mfa: false,
        }
      : null,
  );
  for (const routes of [blobRoutes, uploadRoutes, assetRoutes]) routes(api, services);
  address = await api.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ pool, blobs, address, folder },
    async newPlace() {
      const projectId = await database.project();
      const { rows } = await pool.query('select user_id from projects where id = $1', [projectId]);
      return { userId: String(rows[0].user_id), projectId };
    },
    async close() {
      await api.close();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
