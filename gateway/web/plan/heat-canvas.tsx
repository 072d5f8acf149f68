/** The heat of one level under its walls. Moves from picture to picture in 200 ms, at once where motion is unwanted. */
import { useEffect, useMemo, useRef } from 'react';
import { heatRamp } from '#shared/ui/tokens/heat-ramp.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import type { HeatPicture } from '#shared/wire/heat-frame.ts';
import { useDarkness } from '../app/preferences.ts';
import styles from './floor-plan.module.css';
import { rasterise } from './heat-raster.ts';
import type { View } from './plan-geometry.ts';

interface HeatCanvasProps {
  readonly grid: SiteView['levels'][number]['grid'];
  readonly picture: HeatPicture | null;
  readonly view: View;
  readonly width: number;
  readonly height: number;
}

const moveMs = 200;

export function HeatCanvas({ grid, picture, view, width, height }: HeatCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cells = useMemo(() => document.createElement('canvas'), []);
  const shown = useRef<HeatPicture | null>(null);
  const dark = useDarkness();
  const ramp = useMemo(() => heatRamp(dark ? 'dark' : 'light'), [dark]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const before = shown.current?.levelIndex === picture?.levelIndex ? shown.current : null;
    const started = performance.now();
    const still = before === picture || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const ratio = window.devicePixelRatio;
    let request = 0;
    const draw = (now: number) => {
      const mix = still ? 1 : Math.min(1, Math.max(0, now - started) / moveMs);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width * ratio, height * ratio);
      if (picture === null) return;
      paintCells(cells, rasterise(before, picture, mix, ramp), picture.columns, picture.rows);
      context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio);
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = 'high';
      const [left, bottom] = grid.origin;
      const heightM = picture.rows * grid.cellM;
      context.drawImage(cells, left, -(bottom + heightM), picture.columns * grid.cellM, heightM);
      if (mix < 1) request = requestAnimationFrame(draw);
      else shown.current = picture;
    };
    request = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(request);
      shown.current = picture;
    };
  }, [grid, picture, view, width, height, ramp, cells]);

  const ratio = window.devicePixelRatio;
  return (
    <canvas
      ref={canvas}
      className={styles.heat}
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      data-picture={picture?.number}
    />
  );
}

function paintCells(cells: HTMLCanvasElement, pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, rows: number) {
  if (columns === 0 || rows === 0) return;
  cells.width = columns;
  cells.height = rows;
  cells.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
}
