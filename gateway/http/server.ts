/** The one HTTP listener: API, live feed, MQTT over WebSocket, metrics and the built screens. Routes stand in their own files. */
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import fastifySwagger from '@fastify/swagger';
import fastifyWebsocket from '@fastify/websocket';
import fastify from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { createWebSocketStream } from 'ws';
import type { IdentityStore, SessionStore } from '#gateway/ports/identity.ts';
import type { CashierDesk, KioskDesk, PointOfSale } from '#gateway/ports/loyalty.ts';
import type { DeviceReader, FloorReader, Intake, LiveFeed } from '#gateway/ports/sensing.ts';
import { type Fault, fault } from '#shared/domain/faults.ts';
import { fail, type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import type { SiteView } from '#shared/wire/floor-api.ts';
import { limits } from '../limits.ts';
import { createAccess } from './access.ts';
import type { App } from './app.ts';
import { registerDeviceRoutes } from './device-routes.ts';
import { registerFloorRoutes } from './floor-routes.ts';
import { type LiveRoute, registerLiveRoute } from './live-route.ts';
import { registerDeskRoutes, registerKioskRoutes, registerPointOfSaleRoutes } from './loyalty-routes.ts';
import { type OperationParts, registerOperationRoutes } from './operation-routes.ts';
import { installProblems } from './problem.ts';
import { registerSessionRoutes } from './session-routes.ts';

export interface HttpServerParts {
  readonly host: string;
  readonly port: number;
  /** The built screens; a page that says how to build them where the folder is missing. */
  readonly webDir: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly site: Site;
  readonly siteView: SiteView;
  readonly identity: IdentityStore;
  readonly sessions: SessionStore;
  readonly intake: Intake;
  readonly floor: FloorReader;
  readonly live: LiveFeed;
  readonly devices: DeviceReader;
  readonly kiosks: KioskDesk;
  readonly desks: CashierDesk;
  readonly pointOfSale: PointOfSale;
  /** A program with this name has called: a sign of life of the device of the same name, where there is one. */
  readonly onSystemHeard: (name: string) => void;
  /** Takes over a WebSocket that speaks MQTT. */
  readonly mqttOverWebSocket: (stream: Duplex, request: IncomingMessage) => void;
  readonly operation: OperationParts;
}

export interface HttpServer {
  /** Listens; a port in use is a fault with one clear line. */
  start(): Promise<Result<{ readonly port: number }>>;
  stop(): Promise<void>;
  /** Screens with an open live feed. */
  liveClients(): number;
}

export async function createHttpServer(parts: HttpServerParts): Promise<HttpServer> {
  const app: App = fastify({
    bodyLimit: limits.httpBodyBytesMax,
    forceCloseConnections: true,
    trustProxy: false,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Answers are built from the schemas' own types; checking them again would cost milliseconds on the broker's thread.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  installProblems(app, parts.log);
  await installPlugins(app);

  let liveRoute: LiveRoute | null = null;
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>();
      const access = createAccess(parts);
      registerSessionRoutes(api, { access, ...parts });
      registerFloorRoutes(api, { access, ...parts });
      registerDeviceRoutes(api, { access, ...parts });
      registerKioskRoutes(api, { access, ...parts });
      registerDeskRoutes(api, { access, ...parts });
      registerPointOfSaleRoutes(api, { access, ...parts });
      liveRoute = registerLiveRoute(api, { access, ...parts });
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    },
    { prefix: '/api/v1' },
  );
  registerOperationRoutes(app, parts.operation);
  registerMqttOverWebSocket(app, parts);
  await registerScreens(app, parts.webDir);

  return {
    start: () => listen(app, parts.host, parts.port),
    stop: () => app.close(),
    liveClients: () => liveRoute?.clients() ?? 0,
  };
}

async function installPlugins(app: App): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        // Malls run plain HTTP on their own network until TLS is configured; upgrading would break them.
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, { global: false });
  await app.register(fastifyWebsocket, {
    options: {
      maxPayload: limits.payloadBytesMax,
      perMessageDeflate: { threshold: 1_024 },
      handleProtocols: (protocols: Set<string>) => (protocols.has('mqtt') ? 'mqtt' : false),
    },
  });
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Atrium gateway', version: '1' } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

function registerMqttOverWebSocket(app: App, parts: HttpServerParts): void {
  app.route({
    method: 'GET',
    url: '/mqtt',
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.code(426).send({ code: 'request_invalid', detail: 'Open a WebSocket with the sub-protocol mqtt here.' }),
    wsHandler: (socket, request) => parts.mqttOverWebSocket(createWebSocketStream(socket), request.raw),
  });
}

/** Single-page screens: every path that is neither file nor API answers with the page. */
async function registerScreens(app: App, webDir: string): Promise<void> {
  if (!existsSync(webDir)) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/plain').send('The screens are not built yet. Run: npm run build\n' as never),
    );
    return;
  }
  await app.register(fastifyStatic, { root: webDir, immutable: true, maxAge: '30d', index: false });
  for (const path of ['/', '/ops', '/facilities', '/facilities/*', '/cashier', '/sign-in']) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile('index.html', { immutable: false, maxAge: 0 }),
    );
  }
}

async function listen(app: App, host: string, port: number): Promise<Result<{ port: number }, Fault>> {
  try {
    await app.listen({ host, port });
    return succeed({ port: (app.server.address() as AddressInfo).port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') {
      return fail(fault('port_in_use', `Port ${port} for HTTP is in use; choose another with --http-port.`));
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      return fail(fault('port_in_use', `HTTP cannot listen on ${host}:${port} (${String(code)}).`));
    }
    throw error;
  }
}
