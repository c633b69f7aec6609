import type { AlertState } from '../../alerting/alerts.ts';
import { read } from '../state/asking.ts';

/** How the alerts stand. */
export async function fetchAlerts(stop: AbortSignal): Promise<readonly AlertState[]> {
  const { alerts }: { alerts: readonly AlertState[] } = await read('/alerts', stop);
  return alerts;
}
