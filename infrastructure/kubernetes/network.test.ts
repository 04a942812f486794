import type { INetworkPolicyPeer, INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1';
import { describe, expect, it } from 'vitest';
import { all, matches, overlays, pods, renderOverlay } from './rendered.ts';

/** The second number of the environment's network: the specification's section 8. */
const networks = { dev: 0, staging: 2, production: 3 } as const;

/** The specification's table of security groups (section 4), and what pods need that such groups never see. */
const table = {
  api: {
    ingress: [
      '8000/TCP from the load balancer',
      '8000/TCP from api',
      // Not in the document: the autoscaling of workers stands on what the API counts.
      '8000/TCP from Prometheus',
    ],
    egress: [
      '443/TCP to 0.0.0.0/0',
      '5432/TCP to the data subnets',
      '6379/TCP to the data subnets',
      '53/TCP to the cluster’s DNS',
      '53/UDP to the cluster’s DNS',
      '80/TCP to the pod identity agent',
    ],
  },
  worker: {
    // "None" in the document.
    ingress: ['8001/TCP from Prometheus'],
    egress: [
      // S3 and SQS too, by their endpoints in the network.
      '443/TCP to 0.0.0.0/0',
      '5432/TCP to the data subnets',
      '53/TCP to the cluster’s DNS',
      '53/UDP to the cluster’s DNS',
      '80/TCP to the pod identity agent',
    ],
  },
} as const;

/** A peer, by what the specification calls it. */
function peerName({ ipBlock, namespaceSelector, podSelector }: INetworkPolicyPeer, network: number): string {
  const places: Readonly<Record<string, string>> = {
    '0.0.0.0/0': '0.0.0.0/0',
    [`10.${network}.1.0/24`]: 'the load balancer',
    [`10.${network}.2.0/24`]: 'the load balancer',
    [`10.${network}.20.0/24`]: 'the data subnets',
    [`10.${network}.21.0/24`]: 'the data subnets',
    '169.254.170.23/32': 'the pod identity agent',
  };
  const programs: Readonly<Record<string, string>> = {
    'api in its namespace': 'api',
    'kube-dns in kube-system': 'the cluster’s DNS',
    'prometheus in monitoring': 'Prometheus',
  };
  if (ipBlock) return ipBlock.except ? 'an address with exceptions' : (places[ipBlock.cidr] ?? ipBlock.cidr);
  const where = namespaceSelector ? namespaceSelector.matchLabels?.['kubernetes.io/metadata.name'] : 'its namespace';
  const who = Object.values(podSelector?.matchLabels ?? { every: 'every pod' }).join();
  return programs[`${who} in ${where}`] ?? `${who} in ${where}`;
}

const rows = (
  ports: readonly INetworkPolicyPort[] = [],
  peers: readonly INetworkPolicyPeer[] = [],
  word: string,
  network: number,
) =>
  (ports.length > 0 ? ports : [{ port: 'every port', protocol: 'any' as const }]).flatMap(({ port, protocol }) =>
    (peers.length > 0 ? peers.map((peer) => peerName(peer, network)) : ['anybody']).map(
      (peer) => `${port}/${protocol} ${word} ${peer}`,
    ),
  );

describe.each(overlays)('in %s', async (overlay) => {
  const manifests = await renderOverlay(overlay);
  const policies = all(manifests, 'NetworkPolicy');

  it('what no rule allows is refused, either way', () => {
    const deny = policies.find(({ spec }) => spec && !spec.ingress && !spec.egress);
    expect(deny?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it.each(
    pods(manifests).map(({ owner, template }) => [owner, template] as const),
  )('%s may do what the specification says, and nothing else', (_, { metadata }) => {
    const own = policies.filter(({ spec }) => matches(metadata?.labels, spec?.podSelector));
    const network = networks[overlay];
    const ingress = own.flatMap(({ spec }) =>
      (spec?.ingress ?? []).flatMap(({ ports, from }) => rows(ports, from, 'from', network)),
    );
    const egress = own.flatMap(({ spec }) =>
      (spec?.egress ?? []).flatMap(({ ports, to }) => rows(ports, to, 'to', network)),
    );
    const expected = table[metadata?.labels?.['app.kubernetes.io/name'] === 'api' ? 'api' : 'worker'];
    expect([...new Set(ingress)].sort()).toEqual([...expected.ingress].sort());
    expect([...new Set(egress)].sort()).toEqual([...expected.egress].sort());
  });
});
