import { AlertBanner } from '../alerts/alert-banner.tsx';
import { SourcesCard } from '../charts/sources.tsx';
import { TrendCard } from '../charts/trend.tsx';
import { FeedbackList } from '../feedback/list.tsx';
import { NegativesCard } from '../feedback/negatives.tsx';
import { Figures } from '../figures/figures.tsx';
import { Filters } from '../filters/filters.tsx';
import { useFetched } from '../state/fetched.ts';
import { view } from '../state/navigation.ts';
import { fetchPage } from '../state/requests.ts';
import { Welcome } from './welcome.tsx';

/** How things are: the first look, and all of it below. */
export function Overview() {
  const { value: isEmpty, error } = useFetched(
    'any',
    async (stop) => (await fetchPage(new URLSearchParams(), 1, undefined, stop)).items.length === 0,
  );
  if (isEmpty === undefined) return error === undefined ? null : <p class="card problem">{error}</p>;
  return isEmpty ? <Welcome /> : <Full />;
}

function Full() {
  const withNegatives = view.value.sentiment === undefined;
  return (
    <>
      <AlertBanner />
      <Filters />
      <Figures />
      <div class="overview" data-negatives={withNegatives}>
        <TrendCard />
        <SourcesCard />
        {withNegatives && <NegativesCard />}
      </div>
      <FeedbackList />
    </>
  );
}
