import { read } from '../state/asking.ts';

/** An alert as it stands. */
export interface AlertState {
  /** What it watches for, in words. */
  readonly rule: string;
  readonly state: 'ok' | 'firing' | 'waiting';
  /** Share of negative in the time that the rule looks at, 0 to 1. */
  readonly share: number;
  /** Of how many. */
  readonly count: number;
  /** Since when it fires, in seconds since 1970 UTC. */
  readonly since?: number;
}

/** How the alerts stand. */
export async function fetchAlerts(stop: AbortSignal): Promise<readonly AlertState[]> {
  const { alerts }: { alerts: readonly AlertState[] } = await read('/alerts', stop);
  return alerts;
}
