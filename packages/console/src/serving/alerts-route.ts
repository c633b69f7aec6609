import type { Hono } from 'hono';

/** The alerts of this server. */
export interface Alerts {
  /** How each rule stands, as JSON. */
  states(): readonly object[];
  /** Calls a listener whenever a rule stands otherwise, until what it gives is called. */
  onChange(listener: () => void): () => void;
}

/** `GET /alerts`: how each rule stands; none where none is set. */
export function alertsRoute(app: Hono, alerts: Alerts | undefined): void {
  app.get('/alerts', (context) => context.json({ alerts: alerts?.states() ?? [] }));
}
