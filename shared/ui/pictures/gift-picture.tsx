/** The picture of a gift by its name in the site file; an unknown name shows a parcel, never a broken frame. */
import type { ComponentType } from 'react';
import { StillLife } from './still-life.tsx';
import { Bag, Cinema, Coffee, Parcel, Parking, Plush, Scarf, Thermos, Umbrella } from './things.tsx';

/** Every picture that a site file may name. */
export const pictureNames = ['bag', 'coffee', 'parking', 'umbrella', 'thermos', 'plush', 'cinema', 'scarf'] as const;
export type PictureName = (typeof pictureNames)[number];

const things: Record<PictureName, { readonly Thing: ComponentType; readonly shadow: number }> = {
  bag: { Thing: Bag, shadow: 42 },
  coffee: { Thing: Coffee, shadow: 26 },
  parking: { Thing: Parking, shadow: 52 },
  umbrella: { Thing: Umbrella, shadow: 20 },
  thermos: { Thing: Thermos, shadow: 26 },
  plush: { Thing: Plush, shadow: 40 },
  cinema: { Thing: Cinema, shadow: 44 },
  scarf: { Thing: Scarf, shadow: 36 },
};

/**
 * Fills its box and is cropped to it; the box gives size and rounding. Decorative: the name of the gift is always
 * written beside it.
 */
export function GiftPicture({ name }: { readonly name: string }) {
  const { Thing, shadow } = isPictureName(name) ? things[name] : { Thing: Parcel, shadow: 42 };
  return (
    <StillLife shadow={shadow}>
      <Thing />
    </StillLife>
  );
}

function isPictureName(name: string): name is PictureName {
  return (pictureNames as readonly string[]).includes(name);
}
