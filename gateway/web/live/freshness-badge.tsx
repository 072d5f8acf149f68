import { History } from 'lucide-react';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/use-words.ts';
import { freshnessOf } from './freshness.ts';
import styles from './freshness-badge.module.css';
import { ageMsOf } from './live-state.ts';
import { useLive } from './use-live.tsx';

interface FreshnessBadgeProps {
  /** The minute that is shown instead of the present; null while live. */
  readonly past?: number | null;
}

/** How fresh the picture is, always in words: live and how old, silent, disconnected and since when, or the past. */
export function FreshnessBadge({ past = null }: FreshnessBadgeProps) {
  const { t, duration, clock, day } = useWords();
  const now = useNow(500);
  const live = useLive((state) => state);
  const ageMs = ageMsOf(live, now);
  const freshness = freshnessOf(live.link, ageMs);
  if (past !== null) {
    return (
      <p className={styles.badge} data-freshness="past">
        <History aria-hidden="true" />
        {t('ops.scrub.at', { time: `${day(past)} ${clock(past)}` })}
      </p>
    );
  }
  return (
    <p className={styles.badge} data-freshness={freshness}>
      <span className={styles.dot} aria-hidden="true" />
      {freshness === 'live' ? t('live.live', { seconds: ((ageMs ?? 0) / 1000).toFixed(1) }) : null}
      {freshness === 'stale' ? t('live.stale', { age: duration(ageMs ?? 0) }) : null}
      {freshness === 'connecting' ? t('live.connecting') : null}
      {freshness === 'lost'
        ? live.at === null
          ? t('live.lost')
          : t('live.lostSince', { time: clock(live.at) })
        : null}
      {/* Read out only when the kind changes, not twice a second. */}
      <span className="visually-hidden" role="status">
        {freshness === 'lost' ? t('live.lost') : ''}
      </span>
    </p>
  );
}
