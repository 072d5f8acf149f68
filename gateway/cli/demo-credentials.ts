/** The credentials of a demonstration: people's are shown once, machines' go into a file that the simulated mall reads. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Role } from '#shared/wire/session-api.ts';
import { identityFile } from '../data-dir.ts';
import { type Identities, openIdentities } from '../store/identity.ts';

const demoCredentials = z.object({
  devices: z.record(z.string(), z.string()),
  pos: z.object({ name: z.string(), secret: z.string() }),
  kiosks: z.record(z.string(), z.string()),
});
export type DemoCredentials = z.infer<typeof demoCredentials>;

export interface ShownCredential {
  readonly name: string;
  readonly role: Role;
  readonly secret: string;
}

const people: readonly (readonly [name: string, role: Role])[] = [
  ['admin', 'admin'],
  ['ops', 'ops'],
  ['facilities', 'facilities'],
  ['cashier', 'cashier'],
];
const posName = 'pos';

export const demoCredentialsFile = (dataDir: string): string => join(dataDir, 'demo-credentials.json');

/** Makes the credentials that people lack. Whoever calls it must show them: nobody can tell them again. */
export function makePeople(dataDir: string): Result<readonly ShownCredential[]> {
  return withIdentities(dataDir, (identities) =>
    people
      .filter(([name]) => !identities.has('user', name))
      .map(([name, role]) => ({ name, role, secret: identities.provision('user', name, role).secret })),
  );
}

/** Makes the credentials that machines lack, and writes all of them into the file of the demonstration. */
export function makeMachines(dataDir: string, site: Site, kioskId: string): Result<DemoCredentials> {
  return withIdentities(dataDir, (identities) => machineCredentials(identities, dataDir, site, kioskId));
}

function withIdentities<Value>(dataDir: string, work: (identities: Identities) => Value): Result<Value> {
  const opened = openIdentities(identityFile(dataDir));
  if (!opened.ok) return opened;
  try {
    return succeed(work(opened.value));
  } finally {
    opened.value.close();
  }
}

/** Keeps the file's secrets, and adds what the site has gained since. */
function machineCredentials(identities: Identities, dataDir: string, site: Site, kioskId: string): DemoCredentials {
  const known = readCredentials(demoCredentialsFile(dataDir));
  const secretOf = (kind: 'device' | 'kiosk' | 'system', name: string, secret: string | undefined): string =>
    secret && identities.verifyMachine(kind, name, secret).ok ? secret : identities.provision(kind, name, null).secret;
  const demo = {
    devices: Object.fromEntries(site.devices.map(({ id }) => [id, secretOf('device', id, known?.devices[id])])),
    pos: { name: posName, secret: secretOf('system', posName, known?.pos.secret) },
    kiosks: { [kioskId]: secretOf('kiosk', kioskId, known?.kiosks[kioskId]) },
  };
  writeCredentials(demoCredentialsFile(dataDir), demo);
  return demo;
}

/** Null where there is no file, or none that can be read: its secrets are then made anew. */
function readCredentials(file: string): DemoCredentials | null {
  try {
    return demoCredentials.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all, for a start may be killed at any moment. */
function writeCredentials(file: string, demo: DemoCredentials): void {
  writeFileSync(`${file}.new`, JSON.stringify(demo, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
