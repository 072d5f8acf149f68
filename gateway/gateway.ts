/** One mall's gateway: every part made, wired and put in order of start. The two wings meet only here. */
import { join } from 'node:path';
import { createHeatField, heatScaleMax } from '#shared/domain/heat-field.ts';
import type { DeviceId, LevelId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import { createLifecycle, type Lifecycle, type Part } from '#shared/node/lifecycle.ts';
import type { Log } from '#shared/node/log.ts';
import type { GatewayConfig } from './config.ts';
import type { Measurement } from './http/operation-routes.ts';
import { createHttpServer, type HttpServer } from './http/server.ts';
import { siteViewOf } from './http/site-view.ts';
import { limits } from './limits.ts';
import { createLoyalty } from './loyalty/loyalty.ts';
import { type Broker, createBroker } from './sensing/broker/broker.ts';
import { decoders } from './sensing/decode/decoders.ts';
import { createDeviceDirectory } from './sensing/device-directory.ts';
import { createFloor, type Floor } from './sensing/floor.ts';
import { createDeviceReader } from './sensing/health/device-reader.ts';
import { createHealth, type Health } from './sensing/health/health.ts';
import { createPipeline, type Pipeline } from './sensing/pipeline.ts';
import { createTagHash } from './sensing/tag-hash.ts';
import type { Stores } from './stores.ts';

export interface GatewayParts {
  readonly config: GatewayConfig;
  readonly site: Site;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Gateway extends Lifecycle {
  /** After start. */
  ports(): { readonly httpPort: number; readonly mqttPort: number };
}

export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, site, profiles, stores, clock, log } = parts;
  const sensing = composeSensing(parts);
  const loyalty = createLoyalty({
    site,
    store: stores.loyalty,
    keys: stores.keyring,
    clock,
    log: log.child({ wing: 'loyalty' }),
    onPrinterState: (deviceId, state) => sensing.health.printer(deviceId, state, clock.now()),
  });
  loyalty.desks.onCodes(() =>
    sensing.floor.live.publish({ type: 'codes', at: clock.now(), codes: [...loyalty.desks.codes()] }),
  );
  const ports = { httpPort: 0, mqttPort: 0 };
  let isReady = false;
  const http: HttpServer = await createHttpServer({
    host: config.host,
    port: config.httpPort,
    webDir: join(import.meta.dirname, '..', 'dist', 'web'),
    log,
    clock,
    site,
    siteView: siteViewOf({ site, profiles, grids: sensing.grids, heatScaleMax }),
    identity: stores.identities,
    sessions: stores.identities,
    intake: sensing.pipeline,
    floor: sensing.floor.reader,
    live: sensing.floor.live,
    devices: sensing.devices,
    kiosks: loyalty.kiosks,
    desks: loyalty.desks,
    pointOfSale: loyalty.pointOfSale,
    onSystemHeard: (name) => sensing.health.heard(name as DeviceId, clock.now()),
    mqttOverWebSocket: (stream) => sensing.broker.handleWebSocket(stream),
    operation: {
      measurements: measurementsOf(sensing, () => http.liveClients(), clock),
      unready: () => (isReady ? [] : ['the gateway to start']),
    },
  });

  // Stopped in reverse: first the doors close, then the queue is stored, then the files close.
  const lifecycle = createLifecycle({
    log,
    parts: [
      partOf({ name: 'stores', stop: () => stores.close() }),
      partOf({ name: 'health', start: () => sensing.health.start(), stop: () => sensing.health.stop() }),
      partOf({ name: 'floor', start: () => sensing.floor.start(), stop: () => sensing.floor.stop() }),
      partOf({ name: 'pipeline', start: () => sensing.pipeline.start(), stop: () => sensing.pipeline.stop() }),
      partOf({ name: 'loyalty', start: () => loyalty.start(), stop: () => loyalty.stop() }),
      housekeeping({ sensing, stores, clock }),
      {
        name: 'http',
        async start() {
          const listening = await http.start();
          if (listening.ok) ports.httpPort = listening.value.port;
          return listening;
        },
        stop: () => http.stop(),
      },
      {
        name: 'broker',
        async start() {
          const listening = await sensing.broker.start();
          if (listening.ok) ports.mqttPort = listening.value.mqttPort;
          isReady = listening.ok;
          return listening;
        },
        async stop() {
          isReady = false;
          await sensing.broker.stop();
        },
      },
    ],
  });
  return { ...lifecycle, ports: () => ports };
}

interface Sensing {
  readonly grids: ReadonlyMap<LevelId, ReturnType<typeof createHeatField>['grid']>;
  readonly floor: Floor;
  readonly health: Health;
  readonly devices: ReturnType<typeof createDeviceReader>;
  readonly pipeline: Pipeline;
  readonly broker: Broker;
}

function composeSensing({ config, site, profiles, stores, clock, log }: GatewayParts): Sensing {
  const directory = createDeviceDirectory(site, profiles);
  const heatFields = new Map(site.levels.map(({ id }) => [id, createHeatField(site, id)]));
  const { readings, quarantine, losses, tagKeys } = stores.sensing;
  const floor = createFloor({
    site,
    profiles,
    windowStore: stores.windows,
    readings,
    clock,
    heatFields,
    log: log.child({ stage: 'floor' }),
  });
  const health = createHealth({
    site,
    profiles,
    store: stores.health,
    clock,
    onFault: (reason) => log.error({ fault: reason }, 'the health of devices could not be stored'),
  });
  const pipeline = createPipeline({
    directory,
    decoders,
    store: stores.sensing,
    hashTag: createTagHash(site.calendar, tagKeys),
    limits,
    clock,
    log: log.child({ stage: 'pipeline' }),
    onStored(batch) {
      floor.observe(batch);
      health.observe(batch);
    },
  });
  const broker = createBroker({
    directory,
    identity: stores.identities,
    intake: pipeline,
    listen: { host: config.host, port: config.mqttPort },
    limits,
    clock,
    log: log.child({ stage: 'broker' }),
    onPresence: ({ deviceId, online, at }) => health.presence(deviceId, online, at),
  });
  const devices = createDeviceReader({ site, health, changes: stores.health, readings, quarantine, losses, clock });
  const grids = new Map([...heatFields].map(([id, field]) => [id, field.grid]));
  return { grids, floor, health, devices, pipeline, broker };
}

/** What happens by time: health is judged every second, old data goes every minute. */
function housekeeping(parts: { sensing: Sensing; stores: Stores; clock: Clock }): Part {
  const { sensing, stores, clock } = parts;
  let timers: readonly NodeJS.Timeout[] = [];

  function judgeHealth(): void {
    const devices = [...sensing.health.tick(clock.now())];
    if (devices.length > 0) sensing.floor.live.publish({ type: 'devices', at: clock.now(), devices });
  }

  return partOf({
    name: 'housekeeping',
    start() {
      timers = [
        setInterval(judgeHealth, limits.healthTickMs),
        setInterval(() => stores.sensing.maintain(), limits.maintenanceMs),
      ];
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  });
}

/** A part whose start cannot fail in an expected way. */
function partOf(part: { name: string; start?: () => void; stop: () => void | Promise<void> }): Part {
  return {
    name: part.name,
    async start() {
      part.start?.();
      return succeed(undefined);
    },
    async stop() {
      await part.stop();
    },
  };
}

function measurementsOf(sensing: Sensing, liveClients: () => number, clock: Clock): readonly Measurement[] {
  const { pipeline, broker, health } = sensing;
  return [
    { name: 'readings_stored_total', help: 'Readings stored since start', read: () => pipeline.stats().stored },
    {
      name: 'readings_repeated_total',
      help: 'Readings that were stored before',
      read: () => pipeline.stats().repeated,
    },
    {
      name: 'readings_quarantined_total',
      help: 'Messages, or parts of them, quarantined since start',
      read: () => pipeline.stats().quarantined,
    },
    { name: 'intake_queue_frames', help: 'Frames waiting for the disk', read: () => pipeline.stats().queueFrames },
    { name: 'intake_queue_bytes', help: 'Bytes waiting for the disk', read: () => pipeline.stats().queueBytes },
    {
      name: 'intake_commits_total',
      help: 'Transactions of the intake since start',
      read: () => pipeline.stats().commits,
    },
    { name: 'mqtt_clients', help: 'Open MQTT connections', read: () => broker.stats().connections },
    { name: 'mqtt_published_total', help: 'Publishes taken since start', read: () => broker.stats().published },
    {
      name: 'devices_ill',
      help: 'Devices that are ill',
      read: () => health.rows(clock.now()).filter(({ state }) => state === 'ill').length,
    },
    { name: 'live_clients', help: 'Screens on the live feed', read: liveClients },
  ];
}
