import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenSearchServer, openSearchServer } from '../../../test/servers/opensearch-server.ts';
import { type ApplyOptions, apply } from './apply.ts';
import { dashboards, dashboardsFile } from './dashboards.ts';
import { roleArns } from './security.ts';
import { type Sign, signedBy, unsigned } from './sign.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const nobody = { writers: [], readers: [] };

describe('what is put into a domain', () => {
  let server: OpenSearchServer;
  afterEach(() => server.stop());
  const optionsOf = (more: Partial<ApplyOptions> = {}): ApplyOptions => ({
    domain: new URL(server.address),
    dashboards: new URL(`${server.address}/_dashboards`),
    policy: 'tiered',
    letIn: nobody,
    sign: unsigned,
    ...more,
  });

  it('is the template, the policy, and the dashboards with all that is on them', async () => {
    server = await openSearchServer();
    await apply(optionsOf());
    expect([...server.templates.keys()]).toEqual(['ai-film-studio-logs']);
    expect([...server.policies.keys()]).toEqual(['ai-film-studio-logs']);
    expect([...server.objects.keys()]).toEqual(expect.arrayContaining(dashboards.map(({ id }) => `dashboard:${id}`)));
    expect(server.objects.size).toBe(dashboardsFile().trim().split('\n').length);
  });

  it('may be put there again', async () => {
    server = await openSearchServer();
    await apply(optionsOf());
    expect(await apply(optionsOf())).toEqual(expect.arrayContaining([expect.stringContaining('in the place of')]));
    expect(server.policies.get('ai-film-studio-logs')?.sequence).toBe(2);
  });

  it('is let in by its signature alone, for this domain, with this body', async () => {
    server = await openSearchServer({ signed: true });
    await expect(apply(optionsOf())).rejects.toThrow('answered 403');
    await apply(optionsOf({ sign: signedBy(credentials, 'us-east-1') }));
    expect(server.objects.size).toBeGreaterThan(30);
  });

  it('is refused by a domain without warm storage, and taken with the policy for it', async () => {
    server = await openSearchServer({ tiers: false });
    await expect(apply(optionsOf())).rejects.toThrow('policies/ai-film-studio-logs answered 400');
    await apply(optionsOf({ policy: 'one-tier' }));
    expect(server.policies.size).toBe(1);
  });

  it('says where the domain is not', async () => {
    server = await openSearchServer();
    const elsewhere = new URL(`${server.address}/elsewhere`);
    await expect(apply(optionsOf({ domain: elsewhere }))).rejects.toThrow('no handler found for uri [/elsewhere');
  });
});

describe('who is let into a domain', () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const [api, worker, operator] = [role('backend'), role('worker'), role('operator')] as const;
  const callers = { MASTER: role('logs-master'), API: api, WORKER: worker, OPERATOR: operator };
  const by = (accessKeyId: keyof typeof callers): Sign => signedBy({ ...credentials, accessKeyId }, 'us-east-1');
  const people = { writers: [api, worker], readers: [operator] };

  let server: OpenSearchServer;
  beforeEach(async () => {
    server = await openSearchServer({ signed: true, callers });
  });
  afterEach(() => server.stop());
  const applied = (letIn: ApplyOptions['letIn'], sign = by('MASTER')) =>
    apply({
      domain: new URL(server.address),
      dashboards: new URL(`${server.address}/_dashboards`),
      policy: 'tiered',
      letIn,
      sign,
    });
  /** As Fluent Bit sends a line: the index is named in the body. */
  const write = async (sign: Sign, index: string) => {
    const body = Buffer.from(`{"create":{"_index":"${index}"}}\n{"msg":"hello"}\n`);
    const call = { method: 'POST', url: new URL(`${server.address}/_bulk`), headers: {}, body } as const;
    const { headers } = await sign(call);
    const answer = await fetch(call.url, { method: 'POST', headers: { ...headers }, body: new Uint8Array(body) });
    return answer.ok ? ((await answer.json()).errors ? 'not that index' : 'taken') : answer.status;
  };
  const index = 'logs-backend-prod-2026.01.31';

  it('is nobody but the master, who writes no lines', async () => {
    await applied(nobody);
    expect(await write(by('API'), index)).toBe(403);
    expect(server.security.audit().enabled).toBe(false);
    expect([...server.security.mappings.keys()]).toEqual(['all_access']);
  });

  it('is who writes, to the indices of lines alone', async () => {
    await applied(people);
    expect(await write(by('API'), index)).toBe('taken');
    expect(await write(by('WORKER'), index)).toBe('taken');
    expect(await write(by('WORKER'), 'logs-workers-prod-2026.01.31')).toBe('taken');
    expect(await write(by('API'), '.opendistro_security')).toBe('not that index');
    expect(await write(by('OPERATOR'), index)).toBe(403);
    expect([...server.lines]).toEqual([
      [index, 2],
      ['logs-workers-prod-2026.01.31', 1],
    ]);
  });

  it('is who reads, and sees the dashboards', async () => {
    await applied(people);
    expect(server.security.mappings.get('readall')).toEqual({ backend_roles: [operator] });
    expect(server.security.mappings.get('kibana_user')).toEqual({ backend_roles: [operator] });
  });

  it('is written down: who was let in to a line, and not the lines themselves', async () => {
    const before = server.security.audit();
    await applied(people);
    expect(server.security.audit()).toEqual({
      ...before,
      enabled: true,
      audit: { ...before.audit, disabled_rest_categories: ['AUTHENTICATED'], ignore_requests: ['/_bulk'] },
    });
  });

  it('may be said again, and who is no longer named is out', async () => {
    await applied(people);
    const audit = server.security.audit();
    await applied({ ...people, writers: [api] });
    expect(await write(by('API'), index)).toBe('taken');
    expect(await write(by('WORKER'), index)).toBe(403);
    expect(server.security.audit()).toEqual(audit);
  });

  it('stays as it is where nobody is named', async () => {
    await applied(people);
    expect(await applied({ writers: [], readers: [operator] })).not.toEqual(
      expect.arrayContaining([expect.stringContaining('These write')]),
    );
    expect(await write(by('API'), index)).toBe('taken');
  });

  it('is said by the master alone', async () => {
    await expect(applied(people, by('API'))).rejects.toThrow('answered 403');
    expect(server.security.mappings.has('studio_log_writer')).toBe(false);
  });

  it('is named as the domain knows it: by a role, not by one of its sessions', () => {
    expect(roleArns([api, worker])).toEqual([api, worker]);
    const session = 'arn:aws:sts::123456789012:assumed-role/backend/i-0123';
    expect(() => roleArns([api, session, 'backend'])).toThrow(`${session} backend`);
  });
});

describe('the small server', () => {
  it('takes no policy in the place of another from who does not say which', async () => {
    const server = await openSearchServer();
    const put = (query: string) =>
      fetch(`${server.address}/_plugins/_ism/policies/p${query}`, {
        method: 'PUT',
        body: JSON.stringify({
          policy: {
            description: '',
            default_state: 'hot',
            ism_template: [],
            states: [{ name: 'hot', actions: [], transitions: [] }],
          },
        }),
      });
    expect((await put('')).status).toBe(201);
    expect((await put('')).status).toBe(409);
    expect((await put('?if_seq_no=7&if_primary_term=1')).status).toBe(409);
    expect((await put('?if_seq_no=1&if_primary_term=1')).status).toBe(200);
    await server.stop();
  });

  it('takes no mapping of a role that there is not, no audit in part, and no setting that no index has', async () => {
    const server = await openSearchServer();
    const put = async (path: string, body: unknown) =>
      (await fetch(`${server.address}/${path}`, { method: 'PUT', body: JSON.stringify(body) })).status;
    expect(await put('_plugins/_security/api/rolesmapping/writer', { backend_roles: ['a'] })).toBe(404);
    expect(await put('_plugins/_security/api/rolesmapping/all_access', { backend_roles: ['a'] })).toBe(403);
    expect(await put('_plugins/_security/api/roles/writer', { cluster_permissions: ['*'] })).toBe(201);
    expect(await put('_plugins/_security/api/rolesmapping/writer', { backend_roles: ['a'] })).toBe(201);
    expect(await put('_plugins/_security/api/audit/config', { enabled: true })).toBe(409);
    const template = (settings: object) => ({ index_patterns: ['logs-*'], template: { settings } });
    expect(await put('_index_template/t', template({ 'index.search.slowlog.threshold.query.warn': '5' }))).toBe(400);
    expect(await put('_index_template/t', template({ 'index.search.slowlog.query.warn': '5s' }))).toBe(400);
    await server.stop();
  });

  it('takes no objects without the header, none that refer to nothing, and none that are there', async () => {
    const server = await openSearchServer();
    const object = (references: readonly object[]) =>
      JSON.stringify({ id: 'a', type: 'dashboard', attributes: { title: 'A' }, references });
    const send = (line: string, headers: Record<string, string>) => {
      const body = new FormData();
      body.set('file', new Blob([line]), 'a.ndjson');
      return fetch(`${server.address}/_dashboards/api/saved_objects/_import`, { method: 'POST', headers, body });
    };
    const allowed = { 'osd-xsrf': 'true' };
    expect((await send(object([]), {})).status).toBe(400);
    const lost = await send(object([{ name: 'panel_0', type: 'visualization', id: 'gone' }]), allowed);
    expect(await lost.json()).toMatchObject({ success: false, errors: [{ error: { type: 'missing_references' } }] });
    expect(await (await send(object([]), allowed)).json()).toEqual({ success: true, successCount: 1 });
    expect(await (await send(object([]), allowed)).json()).toMatchObject({
      success: false,
      errors: [{ error: { type: 'conflict' } }],
    });
    await server.stop();
  });
});
