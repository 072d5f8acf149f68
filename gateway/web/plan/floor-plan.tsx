/**
 * One level, from below: ground, heat, bays, structure, zones, desks and kiosks, devices that are well, figures, devices in trouble. Geometry is drawn in metres
 * inside a group that carries the view; signs and words are scaled back, so that they keep their size on the screen.
 * docs/adr/0030-floor-as-svg-and-canvas.md says why this is SVG over a canvas.
 */
import { Maximize, Minus, Plus } from 'lucide-react';
import { type CSSProperties, type ReactNode, useMemo, useRef } from 'react';
import type { LevelId, ZoneId } from '#shared/domain/ids.ts';
import { Button } from '#shared/ui/components/button.tsx';
import type { HealthState } from '#shared/wire/device-api.ts';
import type { BayState, SiteView, ZoneState } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import { BayLayer } from './bay-layer.tsx';
import { DeviceLayer } from './device-layer.tsx';
import styles from './floor-plan.module.css';
import { GroundLayer } from './ground-layer.tsx';
import { boundsOf, type View } from './plan-geometry.ts';
import { ServiceLayer } from './service-layer.tsx';
import { StructureLayer } from './structure-layer.tsx';
import { type PlanZoom, usePlanZoom } from './use-plan-zoom.ts';
import { ZoneLabels } from './zone-labels.tsx';
import { ZoneLayer } from './zone-layer.tsx';

export interface FloorPlanProps {
  readonly site: SiteView;
  readonly levelId: LevelId;
  readonly zones?: ReadonlyMap<string, ZoneState>;
  readonly bays?: ReadonlyMap<string, BayState>;
  /** Left out where the health of devices is not known: then they are not drawn. */
  readonly devices?: ReadonlyMap<string, HealthState>;
  readonly selectedZone?: ZoneId | null;
  /** Left out where zones are not to be chosen: then they are not drawn. */
  readonly onSelectZone?: (zoneId: ZoneId | null) => void;
  readonly highlightedDevice?: string | null;
  /** Draws the heat in the given view; left out where there is none. */
  readonly heat?: (view: View, width: number, height: number) => ReactNode;
  readonly legend?: ReactNode;
  /** Where a device is read about; left out where its sign leads nowhere. */
  readonly devicePath?: (deviceId: string) => string;
  /** A picture only: it neither moves nor stands in the way of the page's own scrolling. */
  readonly still?: boolean;
}

/** Below so many pixels a metre, zones have the word: only devices in trouble are drawn among them. */
const farScale = 3.5;

const noStates = new Map<string, never>();
const noZones: SiteView['zones'] = [];
const noDevices: SiteView['devices'] = [];

export function FloorPlan(props: FloorPlanProps) {
  const { site, levelId, zones = noStates, bays = noStates, onSelectZone, heat, legend, still = false } = props;
  const { t, local } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const floor = useMemo(() => partsOf(site, levelId), [site, levelId]);
  const { size, view, zoom, zoomBy, reset } = usePlanZoom(frame, floor.bounds);
  // Labels are chosen anew at steps of a quarter, not at every pixel of a pinch.
  const labelScale = view === null ? 0 : 2 ** (Math.floor(Math.log2(view.scale) * 4) / 4);
  const place = view === null ? '' : `translate(${view.x} ${view.y}) scale(${view.scale})`;
  const signs = {
    devices: props.devices === undefined ? noDevices : floor.devices,
    states: props.devices ?? noStates,
    highlighted: props.highlightedDevice ?? null,
    ...(props.devicePath === undefined ? {} : { pathOf: props.devicePath }),
  };
  const style = { '--plan-scale': view?.scale ?? 1 } as CSSProperties;
  return (
    <section className={styles.plan} aria-label={t('ops.plan.label', { level: local(floor.level.name) })}>
      <div
        className={styles.frame}
        ref={frame}
        style={style}
        data-still={still || undefined}
        data-far={(onSelectZone !== undefined && (view?.scale ?? 0) < farScale) || undefined}
      >
        {view === null ? null : (
          <>
            <svg className={styles.layer} aria-hidden="true">
              <g transform={place}>
                <GroundLayer level={floor.level} units={floor.units} />
              </g>
            </svg>
            {heat?.(view, size.width, size.height)}
            {/* biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset. */}
            <svg className={styles.layer} role="group" aria-label={t('ops.zones.title')}>
              <defs>
                <pattern
                  id="blind-hatch"
                  width="8"
                  height="8"
                  patternUnits="userSpaceOnUse"
                  patternTransform={`scale(${1 / view.scale}) rotate(45)`}
                >
                  <path d="M0 0V8" className={styles.hatch} />
                </pattern>
              </defs>
              <g transform={place}>
                <BayLayer bays={floor.bays} states={bays} />
                <StructureLayer
                  level={floor.level}
                  units={floor.units}
                  zones={onSelectZone === undefined ? noZones : floor.zones}
                  scale={labelScale}
                  local={local}
                />
                {onSelectZone === undefined ? null : (
                  <ZoneLayer
                    zones={floor.zones}
                    states={zones}
                    selected={props.selectedZone ?? null}
                    onSelect={onSelectZone}
                  />
                )}
                <ServiceLayer desks={floor.desks} kiosks={floor.kiosks} />
                <DeviceLayer {...signs} show="calm" />
                {onSelectZone === undefined ? null : (
                  <svg className={styles.labels} aria-hidden="true">
                    <ZoneLabels zones={floor.zones} states={zones} scale={labelScale} />
                  </svg>
                )}
                <DeviceLayer {...signs} show="troubled" />
              </g>
            </svg>
          </>
        )}
      </div>
      {legend === undefined ? null : <div className={styles.legend}>{legend}</div>}
      {still ? null : <ZoomControls zoom={zoom} zoomBy={zoomBy} reset={reset} />}
    </section>
  );
}

function ZoomControls({ zoom, zoomBy, reset }: Pick<PlanZoom, 'zoom' | 'zoomBy' | 'reset'>) {
  const { t } = useWords();
  return (
    <div className={styles.controls}>
      <Button size="icon" aria-label={t('ops.plan.zoomIn')} onPress={() => zoomBy(1.6)}>
        <Plus aria-hidden="true" />
      </Button>
      <Button size="icon" aria-label={t('ops.plan.zoomOut')} onPress={() => zoomBy(1 / 1.6)} isDisabled={zoom <= 1}>
        <Minus aria-hidden="true" />
      </Button>
      <Button size="icon" aria-label={t('ops.plan.fit')} onPress={reset} isDisabled={zoom <= 1}>
        <Maximize aria-hidden="true" />
      </Button>
    </div>
  );
}

function partsOf(site: SiteView, levelId: LevelId) {
  const level = site.levels.find((candidate) => candidate.id === levelId) ?? site.levels[0];
  if (level === undefined) throw new Error('a site has at least one level');
  const here = (part: { readonly levelId: LevelId }) => part.levelId === level.id;
  return {
    level,
    bounds: boundsOf(level.outline),
    units: site.units.filter(here),
    zones: site.zones.filter(here),
    bays: site.bays.filter(here),
    devices: site.devices.filter(here),
    desks: site.desks.filter(here),
    kiosks: site.kiosks.filter(here),
  };
}
