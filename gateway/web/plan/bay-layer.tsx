import { memo } from 'react';
import type { BayState, SiteView } from '#shared/wire/floor-api.ts';
import styles from './floor-plan.module.css';
import { ringPath } from './plan-geometry.ts';

interface BayLayerProps {
  readonly bays: SiteView['bays'];
  readonly states: ReadonlyMap<string, BayState>;
}

/** Parking bays: filled where taken, open where free, dashed where nothing is known. */
export const BayLayer = memo(function BayLayer({ bays, states }: BayLayerProps) {
  return (
    <g className={styles.untouched}>
      {bays.map((bay) => {
        const occupied = states.get(bay.id)?.occupied ?? null;
        const look = occupied === null ? 'bayUnknown' : occupied ? 'bayTaken' : 'bayFree';
        return <path key={bay.id} className={styles[look] ?? ''} d={ringPath(bay.outline)} data-bay={bay.id} />;
      })}
    </g>
  );
});
