import { memo } from 'react';
import { Link } from 'react-router';
import type { HealthState } from '#shared/wire/device-api.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './floor-plan.module.css';

interface DeviceLayerProps {
  readonly devices: SiteView['devices'];
  /** Health by device id; a device that is missing here counts as unseen. */
  readonly states: ReadonlyMap<string, HealthState>;
  /** Devices in trouble lie above the figures of the zones, all others below them. */
  readonly show: 'calm' | 'troubled';
  readonly highlighted: string | null;
  /** Where a sign leads by pointer. The list of devices leads there by keyboard, so the signs are no tab stops. */
  readonly pathOf?: (deviceId: string) => string;
}

/** Devices as small signs. Shape and colour both tell the state: dot, ring, triangle, diamond. The ill lie on top. */
export const DeviceLayer = memo(function DeviceLayer(props: DeviceLayerProps) {
  const { devices, states, show, highlighted, pathOf } = props;
  const { t, local } = useWords();
  const order: readonly HealthState[] = ['well', 'unseen', 'attention', 'ill'];
  const stateOf = (id: string) => states.get(id) ?? 'unseen';
  const isTroubled = (id: string) => stateOf(id) === 'ill' || stateOf(id) === 'attention';
  const sorted = devices
    .filter((device) => isTroubled(device.id) === (show === 'troubled'))
    .toSorted((one, other) => order.indexOf(stateOf(one.id)) - order.indexOf(stateOf(other.id)));
  return (
    <g>
      {sorted.map((device) => {
        const state = stateOf(device.id);
        const sign = (
          <g className={styles.device} data-state={state} data-highlighted={highlighted === device.id || undefined}>
            <title>{t('ops.plan.device', { name: local(device.name), state: t(`facilities.state.${state}`) })}</title>
            {device.id === highlighted ? <circle r="14" className={styles.highlight} /> : null}
            {pathOf === undefined ? null : <circle r="10" className={styles.reach} />}
            <Sign state={state} />
          </g>
        );
        return (
          <g
            key={device.id}
            transform={`translate(${device.position[0]} ${-device.position[1]})`}
            data-device={device.id}
          >
            {pathOf === undefined ? (
              sign
            ) : (
              <Link to={pathOf(device.id)} className={styles.deviceLink ?? ''} tabIndex={-1}>
                {sign}
              </Link>
            )}
          </g>
        );
      })}
    </g>
  );
});

function Sign({ state }: { readonly state: HealthState }) {
  switch (state) {
    case 'ill':
      return (
        <>
          <path d="M0-9L9 0 0 9-9 0Z" />
          <path className={styles.signMark} d="M0-4.5V1M0 3.6v.6" />
        </>
      );
    case 'attention':
      return (
        <>
          <path d="M0-8L8 6H-8Z" />
          <path className={styles.signMark} d="M0-3.5V1.2M0 3.4v.6" />
        </>
      );
    case 'unseen':
      return <circle r="3" />;
    case 'well':
      return <circle r="2.6" />;
  }
}
