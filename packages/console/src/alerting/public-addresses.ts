import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** How names become addresses; a test may put its own in the place of the system's. */
export type Resolve = (
  name: string,
  options: LookupOptions & { readonly all: true },
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** What IPv6 hands out to the world (RFC 4291 and IANA's registry). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Whether an address is one of the open internet: not private, loopback, link-local, multicast, reserved, nor one that stands for such. */
export function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6));
}

/** The address that a URL names instead of a host, if it does. */
export function addressIn({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

/** What is wrong with an address that is not public. */
export function refusal(address: string): string {
  return `${address} is no address of the open internet; --allow-private-webhook lets webhooks go there`;
}

/**
 * Finds addresses as Node does, and fails when one of them is not public. As the connection is made to what this gives, a name cannot be
 * looked up once for the check and again for another address.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (name, options, answer) =>
    resolve(name, { ...options, all: true }, (error, addresses) => {
      const problem = error ?? problemOf(name, addresses);
      if (problem) answer(problem, []);
      else if (options.all) answer(null, addresses);
      else for (const { address, family } of addresses.slice(0, 1)) answer(null, address, family);
    });
}

function problemOf(name: string, addresses: readonly LookupAddress[]): Error | null {
  const inside = addresses.find(({ address }) => !isPublic(address));
  return inside ? new Error(`${name}: ${refusal(inside.address)}`) : null;
}
