import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { type Database, inTransaction, rows, run } from '../db/sql.ts';
import { type Accounts, later, lifetimes } from './accounts.ts';
import { open, seal } from './secrets.ts';

const algorithm = 'EdDSA';
/** How long a key signs before the next one does. */
const signsFor = 30 * 24 * 3600_000;
/** A key that another process has just made is looked for at most this often, in milliseconds: unknown key ids cost nobody a query each. */
const reloadEvery = 1000;
/** Clocks differ a little, and a token may be signed with a key in the moment in which it is replaced. */
const overlap = 60_000;

const publicJwkSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.string(),
  use: z.string(),
});
type PublicJwk = z.output<typeof publicJwkSchema>;

const privateJwkSchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });
const keySchema = z.object({
  kid: z.string(),
  public_jwk: publicJwkSchema,
  sealed_private_jwk: z.instanceof(Buffer),
  created_at: z.date(),
  replaced_at: z.date().nullable(),
});
type KeyRow = z.output<typeof keySchema>;

const purposeOf = (kid: string) => `signing key ${kid}`;

/** Importing an OKP key gives a CryptoKey; only symmetric ones come as bytes. */
async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('An Ed25519 key is no secret of bytes.');
  return key;
}

interface Loaded {
  readonly signing: { readonly kid: string; readonly key: CryptoKey; readonly replaceAt: Date };
  readonly verifying: ReadonlyMap<
    string,
    { readonly jwk: PublicJwk; readonly key: CryptoKey; readonly until: Date | null }
  >;
}

/** The keys that sign our tokens, in the database, so that all processes have the same. One signs; those before it verify until their tokens are over. */
export class SigningKeys {
  private readonly accounts: Accounts;
  private loaded: Promise<Loaded> | null = null;
  private loadedAt = 0;

  constructor(accounts: Accounts) {
    this.accounts = accounts;
  }

  /** The key to sign with; a new one when there is none, or it has signed long enough. */
  async signing(): Promise<{ readonly kid: string; readonly key: CryptoKey }> {
    const { signing } = await this.load();
    if (signing.replaceAt > this.accounts.now()) return signing;
    await this.rotate({ unless: (created) => later(created, signsFor) > this.accounts.now() });
    return (await this.load()).signing;
  }

  /** The key of this id, or `null` when no token of it can be good. */
  async verifying(kid: string): Promise<CryptoKey | null> {
    const known = (await this.load()).verifying.get(kid) ?? (await this.lookAgain()).verifying.get(kid);
    if (!known || (known.until && known.until <= this.accounts.now())) return null;
    return known.key;
  }

  /** JSON Web Key Set (RFC 7517) for those who verify our tokens themselves. */
  async jwks(): Promise<{ readonly keys: readonly PublicJwk[] }> {
    const { verifying } = await this.load();
    const now = this.accounts.now();
    return { keys: [...verifying.values()].filter(({ until }) => !until || until > now).map(({ jwk }) => jwk) };
  }

  /**
   * Lets a new key sign from now on.
   * @param unless leaves it be when the current key was made at a time for which this is true: another process was faster
   */
  async rotate({ unless = () => false }: { readonly unless?: (created: Date) => boolean } = {}): Promise<void> {
    const { pool, now, config } = this.accounts;
    const made = await generateKeyPair(algorithm, { extractable: true });
    const privateJwk = await exportJWK(made.privateKey);
    const kid = await calculateJwkThumbprint(privateJwk);
    const { kty, crv, x } = privateJwkSchema.parse(privateJwk);
    const publicJwk: PublicJwk = { kty, crv, x, kid, alg: algorithm, use: 'sig' };
    await inTransaction(pool, async (client) => {
      await client.query('lock table signing_keys in share row exclusive mode');
      const current = (await this.rows(client)).find(({ replaced_at }) => !replaced_at);
      if (current && unless(current.created_at)) return;
      await run(client, 'delete from signing_keys where replaced_at < $1', [
        later(now(), -2 * lifetimes.access - overlap),
      ]);
      await run(client, 'update signing_keys set replaced_at = $1 where replaced_at is null', [now()]);
      await run(
        client,
        'insert into signing_keys (kid, public_jwk, sealed_private_jwk, created_at) values ($1, $2, $3, $4)',
        [kid, JSON.stringify(publicJwk), seal(config.secret, purposeOf(kid), JSON.stringify(privateJwk)), now()],
      );
    });
    this.forget();
  }

  /** Reads the keys anew when they are next needed. */
  forget(): void {
    this.loaded = null;
  }

  private load(): Promise<Loaded> {
    if (!this.loaded) {
      this.loadedAt = performance.now();
      const loading = this.read();
      this.loaded = loading;
      loading.catch(() => {
        if (this.loaded === loading) this.loaded = null;
      });
    }
    return this.loaded;
  }

  /** For a key id that is not known: all who ask at the same time wait for the same look, so that a key made a moment ago is found. */
  private async lookAgain(): Promise<Loaded> {
    const asked = this.loaded;
    const wait = this.loadedAt + reloadEvery - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (this.loaded === asked) this.forget();
    return this.load();
  }

  private async read(): Promise<Loaded> {
    let found = await this.rows(this.accounts.pool);
    if (!found.some(({ replaced_at }) => !replaced_at)) {
      await this.rotate({ unless: () => true });
      found = await this.rows(this.accounts.pool);
    }
    const current = found.find(({ replaced_at }) => !replaced_at);
    if (!current) throw new Error('There is no signing key, though one was made a moment ago.');
    const sealed = open(this.accounts.config.secret, purposeOf(current.kid), current.sealed_private_jwk);
    return {
      signing: {
        kid: current.kid,
        key: await importKey(privateJwkSchema.parse(JSON.parse(sealed))),
        replaceAt: later(current.created_at, signsFor),
      },
      verifying: new Map(await Promise.all(found.map(async (key) => [key.kid, await this.verifier(key)] as const))),
    };
  }

  private async verifier({ public_jwk, replaced_at }: KeyRow) {
    const until = replaced_at && later(replaced_at, lifetimes.access + overlap);
    return { jwk: public_jwk, key: await importKey(public_jwk), until };
  }

  private rows(database: Database): Promise<KeyRow[]> {
    return rows(
      database,
      keySchema,
      'select kid, public_jwk, sealed_private_jwk, created_at, replaced_at from signing_keys',
    );
  }
}
