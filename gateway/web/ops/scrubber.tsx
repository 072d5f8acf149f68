import { Pause, Play, Radio } from 'lucide-react';
import type { CSSProperties } from 'react';
import { hourMs, minuteMs } from '#shared/domain/calendar.ts';
import { Button } from '#shared/ui/components/button.tsx';
import type { Footfall } from '#shared/wire/floor-api.ts';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { useLive } from '../live/use-live.tsx';
import { liveScrub, type Scrub, scrubRange, scrubTo, togglePlay } from './scrub.ts';
import styles from './scrubber.module.css';

interface ScrubberProps {
  readonly footfall: Footfall | undefined;
  readonly scrub: Scrub;
  readonly waiting: boolean;
  readonly failed: boolean;
  readonly onScrub: (scrub: Scrub) => void;
}

/** The last 24 hours under one thumb: drag, arrow keys, play, back to live. The hills behind are people coming in. */
export function Scrubber({ footfall, scrub, waiting, failed, onScrub }: ScrubberProps) {
  const { t, clock, moment } = useWords();
  const now = useNow(5_000);
  const { from, to } = scrubRange(now);
  const shown = scrub.at ?? to;
  const share = (shown - from) / (to - from);
  const live = useLive((state) => state.link === 'open') && scrub.at === null;
  return (
    <section className={styles.scrubber} aria-label={t('ops.scrub.label')} data-live={live || undefined}>
      <Button
        size="icon"
        aria-label={t(scrub.playing ? 'ops.scrub.pause' : 'ops.scrub.play')}
        onPress={() => onScrub(togglePlay(scrub, Date.now()))}
      >
        {scrub.playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </Button>
      <div className={styles.track} style={{ '--share': share } as CSSProperties}>
        {footfall === undefined ? null : <Hills footfall={footfall} from={from} to={to} />}
        <input
          className={styles.range}
          type="range"
          min={from / minuteMs}
          max={to / minuteMs}
          step={1}
          value={shown / minuteMs}
          aria-label={t('ops.scrub.label')}
          aria-valuetext={scrub.at === null ? t('ops.scrub.live') : moment(scrub.at)}
          onChange={(event) => onScrub(scrubTo(Date.now(), event.target.valueAsNumber * minuteMs))}
        />
        <div className={styles.hours} aria-hidden="true">
          {hoursBetween(from, to).map((at) => (
            <span key={at} style={{ insetInlineStart: `${((at - from) / (to - from)) * 100}%` }}>
              {clock(at)}
            </span>
          ))}
        </div>
      </div>
      <p className={styles.words} role="status" data-failed={failed || undefined}>
        {wordsOf()}
      </p>
      <Button onPress={() => onScrub(liveScrub)} isDisabled={scrub.at === null}>
        <Radio aria-hidden="true" />
        {t('ops.scrub.backToLive')}
      </Button>
    </section>
  );

  function wordsOf(): string {
    // While the feed is lost, the badge above says where the picture stopped.
    if (scrub.at === null) return live ? t('ops.scrub.live') : '';
    if (failed) return t('ops.scrub.failed');
    return t(waiting ? 'ops.scrub.busy' : 'ops.scrub.at', { time: clock(scrub.at) });
  }
}

/** Every third whole hour of the range, away from its ends so that the words stay inside. */
function hoursBetween(from: number, to: number): readonly number[] {
  const step = 3 * hourMs;
  const hours: number[] = [];
  for (let at = Math.ceil(from / step) * step; at < to; at += step) {
    if (at - from > hourMs / 2 && to - at > hourMs / 2) hours.push(at);
  }
  return hours;
}

function Hills({ footfall, from, to }: { readonly footfall: Footfall; readonly from: number; readonly to: number }) {
  const days = [footfall.yesterday, footfall.today].filter((day) => day.known);
  const quarters = days.flatMap((day) => day.quarters).filter(({ at }) => at >= from && at < to);
  const most = Math.max(1, ...quarters.map(({ entered }) => entered));
  return (
    <svg
      className={styles.hills}
      viewBox={`0 0 ${(to - from) / minuteMs} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {quarters.map(({ at, entered }) => (
        <rect
          key={at}
          x={(at - from) / minuteMs}
          y={100 - (entered / most) * 100}
          width={13}
          height={(entered / most) * 100}
        />
      ))}
    </svg>
  );
}
