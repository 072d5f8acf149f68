import { CircleCheck, CircleDashed, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { HealthState } from '#shared/wire/device-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './state-mark.module.css';

const symbols = { ill: OctagonAlert, attention: TriangleAlert, unseen: CircleDashed, well: CircleCheck };

/** The state of a device: symbol, word and colour together. */
export function StateMark({ state }: { readonly state: HealthState }) {
  const { t } = useWords();
  const Mark = symbols[state];
  return (
    <span className={styles.mark} data-state={state}>
      <Mark aria-hidden="true" />
      {t(`facilities.state.${state}`)}
    </span>
  );
}
