import { type DemoOptions, type DemoRow, INCIDENT, Shop } from './shop.ts';

/** Makes feedback to a shop over sixty days, oldest first; the same for the same seed, day, count and texts. */
export function demoRows(options: DemoOptions): readonly DemoRow[] {
  const { day, seed, count } = options;
  const shop = new Shop(options);
  const [complaints, refunded] = [Math.round(count * INCIDENT.complaints), Math.round(count * INCIDENT.refunded)];
  const rows = Array.from({ length: count }, (_, i) => {
    if (i < complaints) return shop.complaint();
    return i < complaints + refunded ? shop.refunded() : shop.ordinary();
  });
  return rows
    .sort((a, b) => a.timestamp - b.timestamp)
    .map((row, i) => ({ ...row, idempotency_key: `demo-${day}-${seed}-${i}` }));
}
