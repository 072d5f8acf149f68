import { type ComponentProps, lazy, Suspense } from 'react';
import { useWords } from '../app/use-words.ts';
import { ChartBoundary } from './chart-boundary.tsx';
import styles from './line-chart.module.css';

const LineChart = lazy(async () => ({ default: (await import('./line-chart.tsx')).LineChart }));

/** The line chart with its code loaded when it is first shown. */
export function DayChart(props: ComponentProps<typeof LineChart>) {
  const { t } = useWords();
  return (
    <ChartBoundary fallback={<p className={styles.failed}>{t('ops.chartFailed')}</p>}>
      <Suspense fallback={null}>
        <LineChart {...props} />
      </Suspense>
    </ChartBoundary>
  );
}
