import { createHash, randomUUID } from 'node:crypto';
import type { Clock, Ids } from '@earshot/core';

/** The namespace of Earshot's derived ids: changing it would give every repeated feedback a new id. */
const NAMESPACE = '6f0c1d3e-9a57-4b52-8f7e-3c1a5d2b7e94';

/** UUIDs: random ones of version 4, and name-based ones of version 8 over SHA-256 (RFC 9562, appendix B.2). */
export const uuidIds: Ids = {
  fresh: () => randomUUID(),
  derive: (name) => uuid8(createHash('sha256').update(NAMESPACE).update(name).digest()),
};

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

function uuid8(digest: Buffer): string {
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
