/** Every file of the data folder, opened together and closed together. */
import { type Result, succeed } from '#shared/domain/result.ts';
import type { Site } from '#shared/domain/site.ts';
import type { Clock } from '#shared/node/clock.ts';
import type { Log } from '#shared/node/log.ts';
import { healthFile, identityFile, keysFile, ledgerFile, windowsFile } from './data-dir.ts';
import { limits } from './limits.ts';
import type { LoyaltyStore } from './ports/membership.ts';
import { type OpenHealthStore, openHealthStore } from './store/health.ts';
import { type Identities, openIdentities } from './store/identity.ts';
import { openKeyring, type StoredKeyring } from './store/keys.ts';
import { openLoyaltyStore } from './store/loyalty-store.ts';
import { openSensingStore, type SensingStore } from './store/sensing-store.ts';
import { openWindows, type Windows } from './store/windows.ts';

export interface Stores {
  readonly keyring: StoredKeyring;
  readonly identities: Identities;
  readonly sensing: SensingStore;
  readonly windows: Windows;
  readonly health: OpenHealthStore;
  readonly loyalty: LoyaltyStore;
  close(): void;
}

/**
 * Opens or makes all of them. Fault `store_failed` names the file. The process ends after a fault, and SQLite closes
 * with it as it does after a crash, so those opened before are not closed one by one.
 */
export function openStores(parts: { dataDir: string; site: Site; clock: Clock; log: Log }): Result<Stores> {
  const { dataDir, site, clock, log } = parts;
  const keyring = openKeyring(keysFile(dataDir));
  if (!keyring.ok) return keyring;
  const identities = openIdentities(identityFile(dataDir));
  if (!identities.ok) return identities;
  const sensing = openSensingStore({ dir: dataDir, calendar: site.calendar, clock, log, limits });
  if (!sensing.ok) return sensing;
  const windows = openWindows(windowsFile(dataDir));
  if (!windows.ok) return windows;
  const health = openHealthStore(healthFile(dataDir));
  if (!health.ok) return health;
  const loyalty = openLoyaltyStore(ledgerFile(dataDir), keyring.value.fingerprint);
  if (!loyalty.ok) return loyalty;
  const files = [identities.value, sensing.value, windows.value, health.value, loyalty.value];
  return succeed({
    keyring: keyring.value,
    identities: identities.value,
    sensing: sensing.value,
    windows: windows.value,
    health: health.value,
    loyalty: loyalty.value,
    close() {
      for (const file of files) file.close();
    },
  });
}
