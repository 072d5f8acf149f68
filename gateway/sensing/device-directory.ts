/** The devices of a site with what their models are, found by either of their names. */
import type { DeviceId, ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site, SiteDevice } from '#shared/domain/site.ts';

export interface KnownDevice {
  readonly device: SiteDevice;
  readonly profile: Profile;
}

export interface DeviceDirectory {
  readonly site: Site;
  find(deviceId: string): KnownDevice | null;
  /** By the name that the device itself uses; case does not matter, since DevEUIs are printed both ways. */
  findForeign(foreignId: string): KnownDevice | null;
}

/** Throws (a bug of the configuration check) where a device names a profile that does not exist. */
export function createDeviceDirectory(site: Site, profiles: ReadonlyMap<ProfileId, Profile>): DeviceDirectory {
  const byId = new Map<string, KnownDevice>();
  const byForeignId = new Map<string, KnownDevice>();
  for (const device of site.devices) {
    const profile = profiles.get(device.profileId);
    if (profile === undefined) throw new Error(`device ${device.id}: no profile ${device.profileId}`);
    const known = { device, profile };
    byId.set(device.id, known);
    if (device.foreignId !== undefined) byForeignId.set(device.foreignId.toLowerCase(), known);
  }
  return {
    site,
    find: (deviceId: DeviceId | string) => byId.get(deviceId) ?? null,
    findForeign: (foreignId) => byForeignId.get(foreignId.toLowerCase()) ?? null,
  };
}
