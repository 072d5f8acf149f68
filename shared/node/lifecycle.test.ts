import { describe, expect, test } from 'vitest';
import { fault } from '../domain/faults.ts';
import { fail, succeed } from '../domain/result.ts';
import { createLifecycle, type Part } from './lifecycle.ts';
import { silentLog } from './log.ts';

function track(events: string[], name: string, broken: 'start' | 'stop' | null = null): Part {
  return {
    name,
    async start() {
      events.push(`+${name}`);
      return broken === 'start' ? fail(fault('store_failed')) : succeed(undefined);
    },
    async stop() {
      events.push(`-${name}`);
      if (broken === 'stop') throw new Error('stuck');
    },
  };
}

describe('lifecycle', () => {
  test('stops in reverse order, once, whatever one part does', async () => {
    const events: string[] = [];
    const parts = [track(events, 'store'), track(events, 'broker', 'stop'), track(events, 'http')];
    const lifecycle = createLifecycle({ parts, log: silentLog });
    expect(await lifecycle.start()).toEqual(succeed(undefined));
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(events).toEqual(['+store', '+broker', '+http', '-http', '-broker', '-store']);
  });

  test('a part that cannot start stops those before it and names itself', async () => {
    const events: string[] = [];
    const parts = [track(events, 'store'), track(events, 'broker', 'start'), track(events, 'http')];
    const started = await createLifecycle({ parts, log: silentLog }).start();
    expect(started).toMatchObject({ ok: false, fault: { part: 'broker', fault: { code: 'store_failed' } } });
    expect(events).toEqual(['+store', '+broker', '-store']);
  });

  test('a stop during the start lets nothing start after it', async () => {
    const events: string[] = [];
    const lifecycle = createLifecycle({ parts: [track(events, 'first'), track(events, 'next')], log: silentLog });
    const starting = lifecycle.start();
    await lifecycle.stop();
    await starting;
    expect(events).toEqual(['+first', '-first']);
  });
});
