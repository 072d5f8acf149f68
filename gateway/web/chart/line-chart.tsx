/** Lines over the hours of a day, by ECharts. Loaded only where a chart is shown; redrawn in the colours of the theme. */
import { LineChart as EChartsLine } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { hourMs } from '#shared/domain/calendar.ts';
import { formatClock, formatCount } from '#shared/ui/texts/figures.ts';
import { useDarkness } from '../app/preferences.ts';
import styles from './line-chart.module.css';

use([EChartsLine, GridComponent, TooltipComponent, SVGRenderer]);

export interface ChartLine {
  readonly name: string;
  /** `main` is drawn strong with a ground, `other` thin, `dashed` thin and dashed. */
  readonly look: 'main' | 'other' | 'dashed';
  /** Epoch ms of the axis, and the value; null leaves a gap. */
  readonly points: readonly (readonly [at: number, value: number | null])[];
}

interface LineChartProps {
  readonly label: string;
  readonly lines: readonly ChartLine[];
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

export function LineChart({ label, lines, from, to, timeZone }: LineChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const dark = useDarkness();

  useEffect(() => {
    if (frame.current === null) return;
    const made = init(frame.current, null, { renderer: 'svg' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `dark` changes what the tokens resolve to.
  useEffect(() => {
    if (frame.current === null) return;
    const colours = resolveColours(frame.current);
    chart.current?.setOption(
      {
        animation: false,
        textStyle: { fontFamily: 'inherit' },
        grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
        tooltip: {
          trigger: 'axis',
          confine: true,
          backgroundColor: colours.raised,
          borderColor: colours.line,
          textStyle: { color: colours.ink, fontSize: 12 },
          axisPointer: { lineStyle: { color: colours.edge } },
          formatter: (hits: readonly TooltipHit[]) => tooltipHtml(hits, timeZone),
        },
        xAxis: {
          type: 'value',
          min: from,
          max: to,
          interval: tickMsOf(to - from),
          axisLine: { lineStyle: { color: colours.line } },
          axisTick: { show: false },
          splitLine: { show: false },
          axisLabel: {
            color: colours.quiet,
            fontSize: 11,
            hideOverlap: true,
            alignMinLabel: 'left',
            alignMaxLabel: 'right',
            formatter: (at: number) => formatClock(at, timeZone),
          },
          axisPointer: {
            label: { formatter: ({ value }: { value: unknown }) => formatClock(Number(value), timeZone) },
          },
        },
        yAxis: {
          type: 'value',
          minInterval: 1,
          splitNumber: 3,
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: { color: colours.quiet, fontSize: 11 },
          splitLine: { lineStyle: { color: colours.line } },
        },
        series: lines.map(({ name, look, points }) => ({
          name,
          type: 'line',
          // What lies outside of the hours shown must not set the scale either.
          data: points.filter(([at]) => at >= from && at < to).map(([at, value]) => [at, value]),
          showSymbol: false,
          smooth: 0.2,
          connectNulls: false,
          color: look === 'main' ? colours.celadon : colours.quiet,
          lineStyle: { width: look === 'main' ? 2.5 : 1.25, type: look === 'dashed' ? [4, 4] : 'solid' },
          ...(look === 'main' ? { areaStyle: { color: colours.tint, opacity: 0.7 } } : {}),
          z: look === 'main' ? 3 : 2,
        })),
      },
      { notMerge: true },
    );
  }, [lines, from, to, timeZone, dark]);

  return <div className={styles.chart} ref={frame} role="img" aria-label={label} />;
}

/** Whole hours apart, so that about five times stand below the lines. */
function tickMsOf(rangeMs: number): number {
  return Math.max(1, Math.round(rangeMs / hourMs / 4)) * hourMs;
}

interface TooltipHit {
  readonly seriesName: string;
  readonly marker: string;
  readonly value: readonly [at: number, value: number | null];
}

/** Names are our own texts, markers the library's: nothing in here comes from a device. */
function tooltipHtml(hits: readonly TooltipHit[], timeZone: string): string {
  const at = hits[0]?.value[0];
  if (at === undefined) return '';
  const rows = hits.map(({ marker, seriesName, value: [, value] }) => {
    return `${marker}${seriesName} <b>${value === null ? '–' : formatCount(value)}</b>`;
  });
  return [formatClock(at, timeZone), ...rows].join('<br>');
}

/** The chart library mixes colours itself and needs them as rgb(): the browser resolves the tokens. */
function resolveColours(element: HTMLElement) {
  const probe = document.createElement('span');
  element.append(probe);
  const resolve = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ink: resolve('ink'),
    quiet: resolve('quiet'),
    line: resolve('line'),
    edge: resolve('edge'),
    raised: resolve('raised'),
    celadon: resolve('celadon'),
    tint: resolve('celadon-tint'),
  };
  probe.remove();
  return colours;
}
