import { hash, randomUUID } from 'node:crypto';
import type { Clock, Ids } from '@earshot/core';

/** The namespace of Earshot's derived ids: changing it would give every repeated feedback a new id. */
const NAMESPACE = '6f0c1d3e-9a57-4b52-8f7e-3c1a5d2b7e94';

const VARIANTS = '89ab';

/** UUIDs: random ones of version 4, and name-based ones of version 8 over SHA-256 (RFC 9562, appendix B.2). */
export const uuidIds: Ids = {
  fresh: () => randomUUID(),
  derive: (name) => uuid8(hash('sha256', NAMESPACE + name)),
};

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Of 64 hexadecimal digits the first 32, version and variant in their places; an import makes four of these a row. */
function uuid8(hex: string): string {
  const variant = VARIANTS.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
