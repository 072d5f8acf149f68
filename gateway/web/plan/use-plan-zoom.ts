/** Pan and zoom of a plan by wheel, drag, pinch and buttons: d3-zoom over the element, its transform as React state. */
import { select } from 'd3-selection';
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Bounds, fitView, type View, zoomView } from './plan-geometry.ts';

export interface PlanZoom {
  readonly size: { readonly width: number; readonly height: number };
  /** Plan metres to pixels of the element; null until it has a size. */
  readonly view: View | null;
  /** 1 for the whole floor. */
  readonly zoom: number;
  readonly zoomBy: (factor: number) => void;
  readonly reset: () => void;
}

const zoomMax = 12;

/** Follows the element's size; a new `bounds` object shows the whole of it. */
export function usePlanZoom(element: RefObject<HTMLElement | null>, bounds: Bounds): PlanZoom {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const behaviour = useMemo(() => zoom<HTMLElement, unknown>().scaleExtent([1, zoomMax]), []);
  const zoomed = useRef(1);

  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width, height });
      behaviour
        .extent([
          [0, 0],
          [width, height],
        ])
        .translateExtent([
          [0, 0],
          [width, height],
        ]);
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, behaviour]);

  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const selection = select(target);
    behaviour.filter((event: Event) => {
      // One finger scrolls the page until the plan is larger than its frame.
      if (event instanceof TouchEvent && event.touches.length < 2 && zoomed.current === 1) return false;
      return !(event instanceof MouseEvent && event.button !== 0);
    });
    behaviour.on('zoom', (event: { readonly transform: ZoomTransform }) => {
      zoomed.current = event.transform.k;
      target.style.touchAction = event.transform.k > 1 ? 'none' : 'pan-y';
      setTransform(event.transform);
    });
    selection.call(behaviour).on('dblclick.zoom', null);
    target.style.touchAction = 'pan-y';
    return () => {
      selection.on('.zoom', null);
    };
  }, [element, behaviour]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another floor starts from its whole plan.
  useEffect(() => {
    if (element.current !== null) select(element.current).call(behaviour.transform, zoomIdentity);
  }, [element, behaviour, bounds]);

  const view = useMemo(() => {
    if (size.width === 0 || size.height === 0) return null;
    return zoomView(fitView(bounds, size.width, size.height, 24), transform);
  }, [bounds, size, transform]);

  return {
    size,
    view,
    zoom: transform.k,
    zoomBy: (factor) => {
      if (element.current !== null) select(element.current).call(behaviour.scaleBy, factor);
    },
    reset: () => {
      if (element.current !== null) select(element.current).call(behaviour.transform, zoomIdentity);
    },
  };
}
