/**
 * A gateway for tests that cross processes: the real program on the demo site, free ports and a temporary folder, with
 * a credential for everybody. It can be stopped, killed and started again on the same data and ports.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { identityFile } from '#gateway/data-dir.ts';
import type { PrincipalKind } from '#gateway/ports/identity.ts';
import { openIdentities } from '#gateway/store/identity.ts';
import { type Role, role as roles } from '#shared/wire/session-api.ts';
import { startProcess, type TestProcess } from './process.ts';

export interface GatewayPorts {
  readonly httpPort: number;
  readonly mqttPort: number;
}

export interface HouseOptions {
  /** Folder of the site; the demo mall where left out. */
  readonly site?: string;
  /** Folder of the device profiles; those of the project where left out. */
  readonly profiles?: string;
  /** Devices, kiosks and systems that get a credential before the gateway starts. */
  readonly devices?: readonly string[];
  readonly kiosks?: readonly string[];
  readonly systems?: readonly string[];
  /** What else the data folder needs before the gateway starts. */
  readonly prepare?: (dataDir: string) => Promise<void>;
}

export class House {
  #options: HouseOptions;
  readonly #secrets = new Map<string, string>();
  readonly #clients: MqttClient[] = [];
  #gateway: TestProcess<GatewayPorts> | null = null;
  #ports: GatewayPorts = { httpPort: 0, mqttPort: 0 };
  #dataDir = '';

  constructor(options: HouseOptions = {}) {
    this.#options = options;
  }

  /** Before open(): what a test knows only when it runs. */
  configure(options: Partial<HouseOptions>): void {
    this.#options = { ...this.#options, ...options };
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#ports.httpPort}`;
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.#ports.mqttPort}`;
  }

  /** Makes folder and credentials and starts the gateway. One user for each role, named like it. */
  async open(): Promise<void> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'atrium-house-'));
    for (const role of roles.options) this.provision('user', role, role);
    for (const name of this.#options.devices ?? []) this.provision('device', name);
    for (const name of this.#options.kiosks ?? []) this.provision('kiosk', name);
    for (const name of this.#options.systems ?? []) this.provision('system', name);
    await this.#options.prepare?.(this.#dataDir);
    await this.startGateway();
  }

  /** Stops everything and removes the folder. */
  async close(): Promise<void> {
    for (const client of this.#clients) client.end(true);
    await this.#gateway?.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** On the ports of the first start, so that kiosks and devices find it again. */
  async startGateway(): Promise<void> {
    this.#gateway = await startProcess<GatewayPorts>('gateway/main.ts', [
      ...['--data', this.#dataDir],
      ...['--http-port', String(this.#ports.httpPort)],
      ...['--mqtt-port', String(this.#ports.mqttPort)],
      ...['--log-level', 'warn'],
      ...(this.#options.site === undefined ? [] : ['--site', this.#options.site]),
      ...(this.#options.profiles === undefined ? [] : ['--profiles', this.#options.profiles]),
    ]);
    this.#ports = this.#gateway.ready;
  }

  async stopGateway(): Promise<void> {
    await this.#gateway?.stop();
  }

  async killGateway(): Promise<void> {
    await this.#gateway?.kill();
  }

  /** All the gateway printed since its last start. */
  gatewayOutput(): string {
    return this.#gateway?.output() ?? '';
  }

  /** A new secret for somebody, known to the running gateway at once. */
  provision(kind: PrincipalKind, name: string, role: Role | null = null): string {
    const identities = openIdentities(identityFile(this.#dataDir));
    if (!identities.ok) throw new Error(identities.fault.detail);
    const { secret } = identities.value.provision(kind, name, role);
    identities.value.close();
    this.#secrets.set(`${kind} ${name}`, secret);
    return secret;
  }

  secretOf(kind: PrincipalKind, name: string): string {
    const secret = this.#secrets.get(`${kind} ${name}`);
    if (secret === undefined) throw new Error(`no credential was made for ${kind} ${name}`);
    return secret;
  }

  /** An MQTT session of a device, as the device itself would open it. */
  async connect(deviceId: string): Promise<MqttClient> {
    const client = await mqtt.connectAsync(this.mqttUrl, {
      clientId: deviceId,
      username: deviceId,
      password: this.secretOf('device', deviceId),
      reconnectPeriod: 0,
    });
    this.#clients.push(client);
    return client;
  }

  /** A call as a machine. */
  async call(
    who: { kind: 'kiosk' | 'system' | 'device'; name: string },
    path: string,
    body?: unknown,
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${who.name}:${this.secretOf(who.kind, who.name)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The cookie of a signed-in person, for calls outside a browser. */
  async signIn(name: Role, deskId?: string): Promise<string> {
    const response = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, secret: this.secretOf('user', name), ...(deskId && { deskId }) }),
    });
    if (!response.ok) throw new Error(`sign-in of ${name}: ${await response.text()}`);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }
}
