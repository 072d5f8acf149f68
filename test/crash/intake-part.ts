/** The way of a reading by itself: broker, pipeline and stores, composed as main.ts does, without screens and loyalty. */

import { limits } from '#gateway/limits.ts';
import type { StoredBatch } from '#gateway/ports/sensing.ts';
import { type Broker, createBroker, type Presence } from '#gateway/sensing/broker/broker.ts';
import { decoders } from '#gateway/sensing/decode/decoders.ts';
import { createDeviceDirectory } from '#gateway/sensing/device-directory.ts';
import { createPipeline, type Pipeline } from '#gateway/sensing/pipeline.ts';
import { createTagHash } from '#gateway/sensing/tag-hash.ts';
import { openSensingStore, type SensingStore } from '#gateway/store/sensing-store.ts';
import { fault } from '#shared/domain/faults.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { fail, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import { type Clock, systemClock } from '#shared/node/clock.ts';
import { type Log, silentLog } from '#shared/node/log.ts';
import { counterProfile } from './counter-site.ts';

export interface IntakePart {
  readonly store: SensingStore;
  readonly pipeline: Pipeline;
  readonly broker: Broker;
  readonly mqttPort: number;
  readonly batches: StoredBatch[];
  readonly presences: Presence[];
  stop(): Promise<void>;
}

export interface IntakePartOptions {
  readonly data: string;
  readonly site: Site;
  readonly profiles?: readonly Profile[];
  readonly clock?: Clock;
  readonly log?: Log;
  readonly limits?: Partial<Record<keyof typeof limits, number>>;
}

/** Every device's secret is this one. */
export const testSecret = 'a secret of a test';

/** Starts the part on a free port; throws where it cannot. */
export async function startIntakePart(options: IntakePartOptions): Promise<IntakePart> {
  const { site, clock = systemClock, log = silentLog } = options;
  const bounds = { ...limits, ...options.limits };
  const profiles = new Map([counterProfile, ...(options.profiles ?? [])].map((profile) => [profile.id, profile]));
  const opened = openSensingStore({ dir: options.data, calendar: site.calendar, clock, log, limits: bounds });
  if (!opened.ok) throw new Error(opened.fault.detail);
  const store = opened.value;
  const directory = createDeviceDirectory(site, profiles);
  const batches: StoredBatch[] = [];
  const presences: Presence[] = [];
  const pipeline = createPipeline({
    directory,
    decoders,
    store,
    hashTag: createTagHash(site.calendar, store.tagKeys),
    limits: bounds,
    clock,
    log,
    onStored: (batch) => batches.push(batch),
  });
  pipeline.start();
  const broker = createBroker({
    directory,
    identity: {
      verifyMachine: (kind, name, secret) =>
        kind === 'device' && secret === testSecret
          ? succeed({ kind, name: name as DeviceId })
          : fail(fault('credential_wrong')),
    },
    intake: pipeline,
    listen: { host: '127.0.0.1', port: 0 },
    limits: bounds,
    clock,
    log,
    onPresence: (presence) => presences.push(presence),
  });
  const started = await broker.start();
  if (!started.ok) throw new Error(started.fault.detail);
  return {
    store,
    pipeline,
    broker,
    mqttPort: started.value.mqttPort,
    batches,
    presences,
    async stop() {
      await broker.stop();
      await pipeline.stop();
      store.close();
    },
  };
}
