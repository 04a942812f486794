import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';
import { Refusal } from '../refusal.ts';

/** Where the studio sends to when a user says so: to the open internet, and nowhere near itself. */
export interface EgressPolicy {
  /** Ports that may be sent to; none means any, for development. */
  readonly ports: readonly number[];
  /** Development only: this machine may be sent to, also by plain HTTP. */
  readonly loopback: boolean;
}

export const openInternet: EgressPolicy = { ports: [443, 80, 8443], loopback: false };
export const thisMachineToo: EgressPolicy = { ports: [], loopback: true };

/** On a machine of one's own webhooks may go to programs on it; a studio with a database elsewhere sends them to the internet alone. */
export const egressOf = ({ DATABASE_URL }: { readonly DATABASE_URL?: string | undefined }): EgressPolicy =>
  DATABASE_URL ? openInternet : thisMachineToo;

/** Refused before anything was sent. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly address: string;

  constructor(address: string) {
    super(`The address ${address} is not on the open internet.`);
    this.address = address;
  }
}

/**
 * Whether an address is out on the internet: neither this machine nor its network, no metadata service, no multicast, and nothing that
 * carries such an address inside another (IPv4-mapped, NAT64, 6to4, Teredo).
 */
export function mayReach(address: string, { loopback }: Pick<EgressPolicy, 'loopback'>): boolean {
  // A zone (fe80::1%eth0) is only there for addresses that are not public.
  if (!isIP(address) || address.includes('%')) return false;
  const range = rangeOf(address);
  return range === 'unicast' || (loopback && range === 'loopback');
}

/** `process` also unwraps IPv4-mapped addresses, so `::ffff:127.0.0.1` is what it means. */
function rangeOf(address: string): string {
  const parsed = ipaddr.process(address);
  // IPv4-compatible (::a.b.c.d), site-local (fec0::/10) and everything else outside 2000::/3 is not given out.
  if (parsed instanceof ipaddr.IPv6 && parsed.range() === 'unicast' && !parsed.match(globalUnicast)) return 'reserved';
  return parsed.range();
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * A URL that the studio may send to, as far as can be said without asking for its name's address; that is checked at every connection.
 * @throws Refusal when it may not
 */
export function checkUrl(text: string, policy: EgressPolicy): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw refused('It is not a URL, such as https://example.org/hooks.');
  if (url.username || url.password)
    throw refused('It holds a user name or password: leave them out, and check the signature.');
  if (url.hash) throw refused('It has a fragment (#…), which is never sent: leave it out.');
  // The parser has turned 0x7f.1, 2130706433 and 0177.0.0.1 into 127.0.0.1, and letters of other scripts into ours.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const local =
    policy.loopback &&
    (host === 'localhost' || (isIP(host) > 0 && mayReach(host, policy) && !mayReach(host, openInternet)));
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) throw refused('It must begin with https://.');
  if (policy.ports.length > 0 && !policy.ports.includes(portOf(url)))
    throw refused(`Its port must be one of ${policy.ports.join(', ')}.`);
  if (isIP(host) ? !mayReach(host, policy) : !local && !isPublicName(host))
    throw refused('It must lead to a host on the open internet.');
  return url;
}

const refused = (why: string) => new Refusal('invalid', 'webhook-url', `The URL cannot be used. ${why}`);
const portOf = ({ port, protocol }: URL): number => (port ? Number(port) : protocol === 'https:' ? 443 : 80);

/** A name of our own network has no dot, or one of the endings that are set aside for it. */
const isPublicName = (host: string): boolean =>
  host.includes('.') &&
  !/\.(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/i.test(host);

export type Lookup = LookupFunction;

/**
 * Connects to what the policy allows and to nothing else, whatever a name leads to at this moment: the address that is checked is the one that is
 * connected to, so a name that changes its mind gains nothing.
 * @param lookup of names to addresses
 */
export function egressAgent(policy: EgressPolicy, lookup: Lookup = systemLookup): Agent {
  const connect = buildConnector({ lookup: guardedLookup(policy, lookup), timeout: 5000 });
  return new Agent({
    // No connection is kept: who is told rarely hears from us twice in a minute, and a kept one was checked long ago.
    pipelining: 0,
    connect: (options, done) => {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      // An address is not looked up, so it is checked here.
      if (isIP(host) && !mayReach(host, policy)) return done(new ForbiddenAddressError(host), null);
      return connect(options, done);
    },
  });
}

/** Gives none of a name's addresses if one of them is forbidden: such a name is a trick or a mistake. */
function guardedLookup(policy: EgressPolicy, lookup: Lookup): Lookup {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const forbidden = addresses.find(({ address }) => !mayReach(address, policy));
      const [first] = addresses;
      if (error) done(error, '', 0);
      else if (forbidden || !first) done(new ForbiddenAddressError(forbidden?.address ?? hostname), '', 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
