import { beforeAll, describe, expect, it } from 'vitest';
import { apiRoutes, type Route } from './api-routes.fixture.ts';
import { plannedWebAcl, type WebAcl } from './web-acl.fixture.ts';

const sizeLabel = 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body';
const attackLabel = 'awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body';
const named = ({ method, path }: Route) => `${method} ${path}`;

describe('the firewall before the API', () => {
  let acl: WebAcl;
  let routes: readonly Route[];
  beforeAll(async () => {
    [acl, routes] = await Promise.all([plannedWebAcl('require_api_key = true'), apiRoutes()]);
  });

  it('lets every body through that the API takes, however long it is', () => {
    // Over 8 KB, AWS's core rule set calls a body too large.
    const long = routes.filter(({ longestBody }) => longestBody > 8192);
    expect(long.map(named)).toContain('POST /v1/projects');
    expect(long.filter((route) => acl({ ...route, labels: [sizeLabel] }).includes('bodies')).map(named)).toEqual([]);
  });

  it('holds up large bodies and attacks where the API takes short ones', () => {
    const short = routes.filter(({ longestBody }) => longestBody > 0 && longestBody <= 8192);
    expect(short.map(named)).toContain('POST /v1/sessions');
    for (const label of [sizeLabel, attackLabel])
      expect(short.filter((route) => !acl({ ...route, labels: [label] }).includes('bodies')).map(named)).toEqual([]);
  });

  it('takes a screenplay for a screenplay, whatever stands in it', () => {
    expect(acl({ method: 'POST', path: '/v1/projects/p1/drafts', labels: [sizeLabel, attackLabel] })).not.toContain(
      'bodies',
    );
  });

  it('asks for a key exactly where the API does', () => {
    const asked = routes.filter((route) => acl(route).includes('api-key'));
    const refused = asked.filter(({ open }) => open).map(named);
    expect(refused).toEqual([]);
    // What it leaves to the API: one's own sessions, and the linking of an account, which stand beside signing in.
    const left = routes.filter((route) => !route.open && !asked.includes(route)).map(({ path }) => path);
    expect(left.filter((path) => !/^\/v1\/(sessions|oauth)(\/|$)/.test(path))).toEqual([]);
  });

  it('is content with either header', () => {
    for (const headers of [{ authorization: 'Bearer x' }, { 'x-api-key': 'x' }])
      expect(acl({ method: 'GET', path: '/v1/films', headers })).toEqual(['rate']);
    expect(acl({ method: 'GET', path: '/v1/films' })).toEqual(['rate-anonymous', 'rate', 'api-key']);
  });

  it('counts strangers at the API, and neither pages nor preflights nor Stripe', () => {
    expect(acl({ method: 'POST', path: '/v1/sessions' })).toContain('rate-anonymous');
    for (const [method, path] of [
      ['GET', '/films.html'],
      ['GET', '/health'],
      ['OPTIONS', '/v1/films'],
      ['POST', '/v1/billing/stripe/webhook'],
    ] as const)
      expect(acl({ method, path }), `${method} ${path}`).toEqual(['rate']);
  });
});
