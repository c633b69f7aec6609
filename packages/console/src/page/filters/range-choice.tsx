import { now } from '../state/live.ts';
import { go, view } from '../state/navigation.ts';
import { localDay, midnight } from '../state/period.ts';
import { RANGES, type Range } from '../state/view.ts';

const NAMES = {
  today: 'Today',
  '7d': '7 days',
  '30d': '30 days',
  '60d': '60 days',
  all: 'All',
  custom: 'Custom',
} as const satisfies Record<Range, string>;

/** The choice of the time that is shown. */
export function RangeChoice() {
  return (
    <fieldset class="range">
      <legend class="hidden">Time</legend>
      <div class="segments">
        {RANGES.map((range) => (
          <Segment key={range} range={range} />
        ))}
      </div>
      {view.value.range === 'custom' && <CustomDays />}
    </fieldset>
  );
}

function Segment({ range }: { readonly range: Range }) {
  return (
    <label class="segment">
      <input type="radio" name="range" value={range} checked={view.value.range === range} onChange={() => choose(range)} />
      <span>{NAMES[range]}</span>
    </label>
  );
}

function CustomDays() {
  const { from, to } = view.value;
  const isTurned = from !== undefined && to !== undefined && from > to;
  return (
    <div class="days">
      <label>
        From <input type="date" value={from ?? ''} max={to} onChange={(event) => setDays(event.currentTarget.value, to)} />
      </label>
      <label>
        to <input type="date" value={to ?? ''} min={from} onChange={(event) => setDays(from, event.currentTarget.value)} />
      </label>
      {isTurned && (
        <p class="problem" role="alert">
          The first day is after the last, so nothing lies between.{' '}
          <button type="button" class="link" onClick={() => setDays(to, from)}>
            Swap them
          </button>
        </p>
      )}
    </div>
  );
}

function choose(range: Range): void {
  if (range !== 'custom') go({ range, from: undefined, to: undefined });
  else setDays(localDay(midnight(now.value, -13)), localDay(now.value));
}

/** An end that is left empty is open; with both open all is shown. */
function setDays(from: string | undefined, to: string | undefined): void {
  const days = { from: from || undefined, to: to || undefined };
  go({ range: days.from === undefined && days.to === undefined ? 'all' : 'custom', ...days });
}
