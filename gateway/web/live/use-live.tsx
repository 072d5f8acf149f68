/** The live connection of a signed-in page, for every screen below it. */
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { HeatPicture } from '#shared/wire/heat-frame.ts';
import { LiveConnection } from './live-connection.ts';
import type { LiveState } from './live-state.ts';

const LiveContext = createContext<LiveConnection | null>(null);

/** Opens the feed while it is mounted. */
export function LiveProvider({
  onRefused,
  children,
}: {
  readonly onRefused: () => void;
  readonly children: ReactNode;
}) {
  const [connection] = useState(() => new LiveConnection(liveUrl(), onRefused));
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

export function useLiveConnection(): LiveConnection {
  const connection = use(LiveContext);
  if (connection === null) throw new Error('useLiveConnection outside of LiveProvider');
  return connection;
}

/** A part of the live state; renders again only when that part changes (by Object.is). */
export function useLive<Part>(select: (state: LiveState) => Part): Part {
  const connection = useLiveConnection();
  return useSyncExternalStore(connection.subscribe, () => select(connection.state()));
}

/** The newest live heat picture of a level. */
export function useLiveHeat(levelIndex: number): HeatPicture | null {
  const connection = useLiveConnection();
  return useSyncExternalStore(connection.subscribeHeat, () => connection.picture(levelIndex));
}

function liveUrl(): string {
  return `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/api/v1/live`;
}
