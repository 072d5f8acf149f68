import { memo } from 'react';
import type { LocalText } from '#shared/domain/text.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import styles from './floor-plan.module.css';
import { boundsOf, fitLabel, ringPath, segmentsPath } from './plan-geometry.ts';

interface StructureLayerProps {
  readonly level: SiteView['levels'][number];
  readonly units: SiteView['units'];
  readonly zones: SiteView['zones'];
  /** Pixels a metre: a name is written only where it fits its room. */
  readonly scale: number;
  readonly local: (text: LocalText) => string;
}

const namePx = 11;
/** Nobody looks for these by name. */
const nameless: ReadonlySet<string> = new Set(['walkway', 'parking', 'void']);

/** What lies over the heat and is not touched: walls, edges of rooms, names. */
export const StructureLayer = memo(function StructureLayer({ level, units, zones, scale, local }: StructureLayerProps) {
  // A room that is a zone of its own bears the zone's name already.
  const zoneNames = new Set(zones.map((zone) => local(zone.name)));
  const named = units
    .filter((unit) => !nameless.has(unit.category))
    .filter((unit) => !zoneNames.has(local(unit.name)))
    .map((unit) => ({ unit, lines: fitLabel(local(unit.name), namePx, boundsOf(unit.outline), scale) ?? [] }));
  return (
    <g className={styles.untouched}>
      {units.map((unit) =>
        unit.category === 'walkway' || unit.category === 'parking' ? null : (
          <path key={unit.id} className={styles.edge} d={ringPath(unit.outline)} />
        ),
      )}
      <path className={styles.outline} d={ringPath(level.outline)} />
      <path className={styles.wall} d={segmentsPath(level.walls)} />
      {named.map(({ unit, lines }) => (
        <g key={unit.id} transform={`translate(${unit.labelAt[0]} ${-unit.labelAt[1]})`}>
          <text className={styles.unitName}>
            {lines.map((line, index) => (
              <tspan key={line} x="0" y={(index - (lines.length - 1) / 2) * namePx * 1.25}>
                {line}
              </tspan>
            ))}
          </text>
        </g>
      ))}
    </g>
  );
});
