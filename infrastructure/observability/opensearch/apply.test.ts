import { afterEach, describe, expect, it } from 'vitest';
import { type OpenSearchServer, openSearchServer } from '../../../test/servers/opensearch-server.ts';
import { type ApplyOptions, apply } from './apply.ts';
import { dashboards, dashboardsFile } from './dashboards.ts';
import { signedBy, unsigned } from './sign.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

describe('what is put into a domain', () => {
  let server: OpenSearchServer;
  afterEach(() => server.stop());
  const optionsOf = (more: Partial<ApplyOptions> = {}): ApplyOptions => ({
    domain: new URL(server.address),
    dashboards: new URL(`${server.address}/_dashboards`),
    policy: 'tiered',
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
