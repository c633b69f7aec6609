import { type DemoOptions, type DemoRow, INCIDENT, type Shop } from './shop.ts';

/** Makes feedback to a new shop over sixty days, oldest first; the same for the same seed, day, count and texts. */
export function demoRows({ day, seed, count }: DemoOptions, shop: Shop): readonly DemoRow[] {
  const [complaints, refunded] = [Math.round(count * INCIDENT.complaints), Math.round(count * INCIDENT.refunded)];
  const rows = [
    ...Array.from({ length: complaints }, () => shop.complaint()),
    ...Array.from({ length: refunded }, () => shop.refunded()),
    ...shop.ordinary(count - complaints - refunded),
  ];
  return rows
    .sort((a, b) => a.timestamp - b.timestamp)
    .map((row, i) => ({ ...row, idempotency_key: `demo-${day}-${seed}-${i}` }));
}
