import type { Hono } from 'hono';
import type { Alerts } from '../alerting/alerts.ts';

/** `GET /alerts`: how each rule stands; none where none is set. */
export function alertsRoute(app: Hono, alerts: Alerts | undefined): void {
  app.get('/alerts', (context) => context.json({ alerts: alerts?.states() ?? [] }));
}
