/** The credentials of a demonstration: people's are shown once, machines' go into a file that the simulated mall reads. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Makes what is missing. `shown` holds only the people's credentials made now; secrets made before cannot be shown again. */
export function prepareCredentials(
  dataDir: string,
  site: Site,
  kioskId: string,
): Result<{ shown: readonly ShownCredential[]; demo: DemoCredentials }> {
  const opened = openIdentities(identityFile(dataDir));
  if (!opened.ok) return opened;
  const identities = opened.value;
  try {
    const shown = people
      .filter(([name]) => !identities.has('user', name))
      .map(([name, role]) => ({ name, role, secret: identities.provision('user', name, role).secret }));
    return succeed({ shown, demo: machineCredentials(identities, dataDir, site, kioskId) });
  } finally {
    identities.close();
  }
}

/** Keeps the file's secrets, and adds what the site has gained since. */
function machineCredentials(identities: Identities, dataDir: string, site: Site, kioskId: string): DemoCredentials {
  const file = demoCredentialsFile(dataDir);
  const known = existsSync(file)
    ? demoCredentials.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { devices: {}, pos: { name: posName, secret: '' }, kiosks: {} };
  const secretOf = (kind: 'device' | 'kiosk' | 'system', name: string, secret: string | undefined): string =>
    secret && identities.verifyMachine(kind, name, secret).ok ? secret : identities.provision(kind, name, null).secret;
  const demo = {
    devices: Object.fromEntries(site.devices.map(({ id }) => [id, secretOf('device', id, known.devices[id])])),
    pos: { name: posName, secret: secretOf('system', posName, known.pos.secret) },
    kiosks: { [kioskId]: secretOf('kiosk', kioskId, known.kiosks[kioskId]) },
  };
  writeFileSync(file, JSON.stringify(demo, null, 2), { mode: 0o600 });
  return demo;
}
