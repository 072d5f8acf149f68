/** zod schemas of the fields that many messages share; each parses into the branded type of shared/domain/ids. */
import { z } from 'zod';
import { type FaultCode, faults } from '../domain/faults.ts';
import {
  type BayId,
  type DeskId,
  type DeviceId,
  type KioskId,
  type LevelId,
  type LineId,
  type MemberId,
  namePattern,
  type OpId,
  type ProfileId,
  type ShopId,
  type Sku,
  uuidPattern,
  type ZoneId,
} from '../domain/ids.ts';

function name<Id extends string>(): z.ZodType<Id, string> {
  return z.string().regex(namePattern, 'expected 1 to 64 of a-z, 0-9, "-" and "_"') as unknown as z.ZodType<Id, string>;
}

function uuid<Id extends string>(): z.ZodType<Id, string> {
  return z.string().regex(uuidPattern, 'expected a lower-case UUID') as unknown as z.ZodType<Id, string>;
}

export const deviceId = name<DeviceId>();
export const profileId = name<ProfileId>();
export const levelId = name<LevelId>();
export const zoneId = name<ZoneId>();
export const lineId = name<LineId>();
export const bayId = name<BayId>();
export const shopId = name<ShopId>();
export const deskId = name<DeskId>();
export const kioskId = name<KioskId>();
export const sku = name<Sku>();
export const memberId = uuid<MemberId>();
export const opId = uuid<OpId>();

/** Epoch milliseconds, UTC. */
export const epochMs = z.int().min(0).max(8_640_000_000_000_000);
export const count = z.int().min(0);
/** 0 to 1. */
export const share = z.number().min(0).max(1);
export const point = z.tuple([z.number(), z.number()]).readonly();
export const ring = z.array(point).min(3).readonly();
export const segment = z.tuple([point, point]).readonly();
export const localText = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) }).readonly();
export const tier = z.enum(['ordinary', 'silver', 'gold', 'diamond']);
export const language = z.enum(['zh-CN', 'en']);

/** Every error answer of the HTTP API. `code` is stable; `detail` is one line for a person. */
export const problem = z
  .object({ code: z.enum(Object.keys(faults) as [FaultCode, ...FaultCode[]]), detail: z.string() })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
