/** The service as the page knows it: a client while the pipe is open, and the last status it told. */
import { useEffect, useState } from 'react';
import type { KioskStatus, MemberView } from '#kiosk/core/rpc.ts';
import { createRpcClient, type RpcClient } from '#kiosk/core/rpc-client.ts';
import { openPagePipe } from './page-pipe.ts';

export interface Service {
  readonly client: RpcClient;
  readonly status: KioskStatus;
}

const retryMs = 1_000;

/** Null until the service has spoken, and again while the pipe is closed; it reconnects by itself. */
export function useService(events: { onMember: (member: MemberView) => void; onLost: () => void }): Service | null {
  const [service, setService] = useState<Service | null>(null);

  useEffect(() => {
    let over = false;
    let retry: ReturnType<typeof setTimeout> | undefined;

    async function connect(): Promise<void> {
      try {
        const pipe = await openPagePipe();
        pipe.onClose(lost);
        const client = createRpcClient(pipe, {
          onStatus: (status) => over || setService({ client, status }),
          onMember: (member) => over || events.onMember(member),
        });
      } catch {
        lost();
      }
    }

    function lost(): void {
      if (over) return;
      events.onLost();
      setService(null);
      retry = setTimeout(() => void connect(), retryMs);
    }

    void connect();
    return () => {
      over = true;
      clearTimeout(retry);
    };
  }, [events]);

  return service;
}
