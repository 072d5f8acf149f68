/** The names of things, branded so that one kind is never passed for another. */

declare const brand: unique symbol;
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

export type SiteId = Branded<string, 'SiteId'>;
export type LevelId = Branded<string, 'LevelId'>;
export type ZoneId = Branded<string, 'ZoneId'>;
export type LineId = Branded<string, 'LineId'>;
export type BayId = Branded<string, 'BayId'>;
export type ShopId = Branded<string, 'ShopId'>;
export type DeviceId = Branded<string, 'DeviceId'>;
export type ProfileId = Branded<string, 'ProfileId'>;
export type DeskId = Branded<string, 'DeskId'>;
export type KioskId = Branded<string, 'KioskId'>;
export type MemberId = Branded<string, 'MemberId'>;
export type Sku = Branded<string, 'Sku'>;
/** Made by whoever starts an operation; the receiver applies it once. A lower-case UUID. */
export type OpId = Branded<string, 'OpId'>;

/** Names that people and devices type: 1 to 64 of a-z, 0-9, '-' and '_', starting with a letter or digit. */
export const namePattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;
/** UUIDs as crypto.randomUUID prints them. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
