import { Choice } from '#shared/ui/components/choice.tsx';
import { Segmented } from '#shared/ui/components/segmented.tsx';
import { TextInput } from '#shared/ui/components/text-input.tsx';
import { formatCount } from '#shared/ui/texts/figures.ts';
import type { HealthState } from '#shared/wire/device-api.ts';
import { useWords } from '../app/use-words.ts';
import type { DeviceFilter } from './device-filter.ts';
import styles from './device-list.module.css';
import { classText } from './device-words.ts';

interface DeviceFilterBarProps {
  readonly filter: DeviceFilter;
  readonly counts: Readonly<Record<HealthState, number>>;
  readonly classes: readonly string[];
  readonly onChange: (filter: DeviceFilter) => void;
}

const states = ['all', 'ill', 'attention', 'unseen', 'well'] as const;

/** Counts by state that filter, a class, and a search. */
export function DeviceFilterBar({ filter, counts, classes, onChange }: DeviceFilterBarProps) {
  const words = useWords();
  const { t } = words;
  // Only a mall that is being built has devices that never spoke.
  const shown = states.filter((state) => state !== 'unseen' || counts.unseen > 0 || filter.state === 'unseen');
  const total = counts.ill + counts.attention + counts.unseen + counts.well;
  return (
    <div className={styles.filters}>
      <div className={styles.states}>
        <Segmented
          label={t('facilities.filter')}
          segments={shown.map((state) => {
            const count = state === 'all' ? total : counts[state];
            const label = (
              <>
                {state === 'all' ? t('facilities.all') : t(`facilities.state.${state}`)}
                <span className={styles.count} data-state={state} data-some={count > 0 || undefined}>
                  {formatCount(count)}
                </span>
              </>
            );
            return { value: state, label };
          })}
          value={filter.state}
          onChange={(state) => onChange({ ...filter, state })}
        />
      </div>
      <TextInput
        label={t('facilities.search')}
        labelHidden
        placeholder={t('facilities.search')}
        type="search"
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
      />
      <Choice
        label={t('facilities.class.label')}
        labelHidden
        options={[
          { value: '', label: t('facilities.class.all') },
          ...classes.map((value) => ({ value, label: classText(words, value) })),
        ]}
        value={filter.class}
        onChange={(value) => onChange({ ...filter, class: value })}
      />
    </div>
  );
}
