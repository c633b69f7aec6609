import type { AlertState } from '../../alerting/alerts.ts';
import { BellIcon } from '../parts/icons.tsx';
import { countText, momentText, shareText } from '../parts/words.ts';
import { useFetched } from '../state/fetched.ts';
import { alertChanges } from '../state/live.ts';
import { go } from '../state/navigation.ts';
import { PLAIN } from '../state/view.ts';
import { fetchAlerts } from './fetch-alerts.ts';

/** The alerts that are firing. */
export function AlertBanner() {
  const { value: alerts = [] } = useFetched(`alerts ${alertChanges.value}`, fetchAlerts);
  const firing = alerts.filter(({ state }) => state === 'firing');
  return (
    <div class="alerts" role="alert">
      {firing.map((alert) => (
        <Firing key={alert.rule} alert={alert} />
      ))}
    </div>
  );
}

function Firing({ alert: { rule, share, count, since } }: { readonly alert: AlertState }) {
  return (
    <p class="banner alert">
      <BellIcon />
      <span>
        <strong>{rule}</strong>: {shareText(share)} negative of {countText(count)}
        {since !== undefined && `, since ${momentText(since)}`}
      </span>
      <button type="button" class="link" onClick={() => go({ ...PLAIN, sentiment: 'NEGATIVE' })}>
        Show what is negative
      </button>
    </p>
  );
}
