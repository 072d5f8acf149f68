/** The devices of a site with what their models are, found by either of their names. */
import type { DeviceDirectory, KnownDevice } from '#gateway/ports/sensing.ts';
import type { ProfileId } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Site } from '#shared/domain/site.ts';

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
    find: (deviceId) => byId.get(deviceId) ?? null,
    findForeign: (foreignId) => byForeignId.get(foreignId.toLowerCase()) ?? null,
  };
}
