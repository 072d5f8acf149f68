import { ConciergeBell, TabletSmartphone } from 'lucide-react';
import { memo } from 'react';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './floor-plan.module.css';

interface ServiceLayerProps {
  readonly desks: SiteView['desks'];
  readonly kiosks: SiteView['kiosks'];
}

/** Where members are served: desks and kiosks. A sign hangs below its place: the devices there keep their own. */
export const ServiceLayer = memo(function ServiceLayer({ desks, kiosks }: ServiceLayerProps) {
  const { local } = useWords();
  const places = [
    ...desks.map((desk) => ({ ...desk, Mark: ConciergeBell })),
    ...kiosks.map((kiosk) => ({ ...kiosk, Mark: TabletSmartphone })),
  ];
  return (
    <g>
      {places.map(({ id, name, position, Mark }) => (
        <g key={id} transform={`translate(${position[0]} ${-position[1]})`} data-service={id}>
          <g className={styles.service}>
            <title>{local(name)}</title>
            <rect x="-9" y="9" width="18" height="18" rx="5" />
            <Mark x="-6" y="12" width="12" height="12" />
          </g>
        </g>
      ))}
    </g>
  );
});
