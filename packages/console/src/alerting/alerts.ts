import type { AlertStanding } from '@earshot/core';

/** An alert as it stands, and as it is shown. */
export interface AlertState extends Omit<AlertStanding, 'firing'> {
  /** What it watches for, in words. */
  readonly rule: string;
  /** Since when it fires, in whole seconds since 1970 UTC. */
  readonly since?: number;
}

/** The alerts of a server, as the page shows them. */
export interface Alerts {
  /** How each rule stands. */
  states(): readonly AlertState[];
  /** Calls a listener whenever a rule stands otherwise, until what it gives is called. */
  onChange(listener: () => void): () => void;
}
