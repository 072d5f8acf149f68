import { useQuery } from '@tanstack/react-query';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { useLiveHeat } from '../live/use-live.tsx';
import { HeatCanvas } from '../plan/heat-canvas.tsx';
import type { View } from '../plan/plan-geometry.ts';
import { heatAtQuery } from './ops-queries.ts';

interface LevelHeatProps {
  readonly level: SiteView['levels'][number];
  readonly levelIndex: number;
  /** Null for live. */
  readonly at: number | null;
  readonly view: View;
  readonly width: number;
  readonly height: number;
}

/** The heat of a level, live or of a past minute. Renders alone four times a second; the plan around it rests. */
export function LevelHeat({ level, levelIndex, at, view, width, height }: LevelHeatProps) {
  const live = useLiveHeat(levelIndex);
  const past = useQuery(heatAtQuery(level.id, at));
  const picture = at === null ? live : (past.data ?? null);
  return <HeatCanvas grid={level.grid} picture={picture} view={view} width={width} height={height} />;
}
