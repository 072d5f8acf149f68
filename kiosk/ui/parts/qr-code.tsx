import { create } from 'qrcode';
import { useMemo } from 'react';
import styles from './qr-code.module.css';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for those who hear it. */
  readonly label: string;
}

/** Modules of quiet around the code, as ISO/IEC 18004 asks. */
const quietModules = 4;

/** A QR code as one path, always dark on white: scanners do not read themes. */
export function QrCode({ text, label }: QrCodeProps) {
  const { path, size } = useMemo(() => drawModules(text), [text]);
  const box = size + 2 * quietModules;
  return (
    <svg
      className={styles.code}
      viewBox={`${-quietModules} ${-quietModules} ${box} ${box}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}

function drawModules(text: string): { path: string; size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { path, size: modules.size };
}
