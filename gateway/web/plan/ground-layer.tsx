import { memo } from 'react';
import type { SiteView } from '#shared/wire/floor-api.ts';
import styles from './floor-plan.module.css';
import { ringPath } from './plan-geometry.ts';

interface GroundLayerProps {
  readonly level: SiteView['levels'][number];
  readonly units: SiteView['units'];
}

/** What lies under the heat: the floor and its rooms. */
export const GroundLayer = memo(function GroundLayer({ level, units }: GroundLayerProps) {
  return (
    <>
      <path className={styles.floor} d={ringPath(level.outline)} />
      {units.map((unit) => (
        <path key={unit.id} className={styles[groundOf(unit.category)] ?? ''} d={ringPath(unit.outline)} />
      ))}
    </>
  );
});

function groundOf(category: string): 'shop' | 'open' | 'void' | 'room' {
  if (category === 'shop') return 'shop';
  if (category === 'void') return 'void';
  return category === 'walkway' || category === 'parking' ? 'open' : 'room';
}
