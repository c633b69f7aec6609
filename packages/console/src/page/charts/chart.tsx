import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../state/theme.ts';
import { readTones, type Tones } from './tones.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Legend, Tooltip);
Chart.defaults.font.family = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
Chart.defaults.font.size = 12;
Chart.defaults.maintainAspectRatio = false;

/** A drawing of bars or lines over names. */
export type Drawing = ChartConfiguration<'bar' | 'line', (number | null)[], string>;

/** What a chart is made of. */
export interface ChartProps {
  /** What the chart shows, in a sentence for those who do not see it. */
  readonly label: string;
  /** Makes the drawing with the colours of the present theme. */
  readonly draw: (tones: Tones) => Drawing;
  /** Says when to draw anew. */
  readonly drawn: string;
}

/** A chart on a canvas. It is a picture with a name to assistive technology, so put a table with the same figures beside it. */
export function ChartPicture({ label, draw, drawn }: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'bar' | 'line', (number | null)[], string> | undefined>(undefined);
  const colours = theme.value;
  useEffect(() => {
    if (!canvas.current) return;
    const drawing = draw(readTones());
    if (chart.current) renew(chart.current, drawing);
    else chart.current = new Chart(canvas.current, drawing);
  }, [drawn, colours]);
  useEffect(() => () => chart.current?.destroy(), []);
  return (
    <div class="chart-frame">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

function renew(chart: Chart<'bar' | 'line', (number | null)[], string>, { data, options }: Drawing): void {
  chart.data = data;
  if (options) chart.options = options;
  chart.update('none');
}
