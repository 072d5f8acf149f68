/** The demo mall as files: an IMDF archive for what any map program understands, and beside it Atrium's extension. */
import { type LonLat, projectionAbout } from '../projection.ts';
import { demoDesks, demoKiosks, drawDevices } from './demo-devices.ts';
import { demoGifts } from './demo-gifts.ts';
import { featureWriter } from './feature-writer.ts';
import { drawParkingFloor } from './parking-floor.ts';
import { type DrawnSite, text } from './plan.ts';
import { shopsOn1f, shopsOn2f, shopsOn3f } from './shop-names.ts';
import { drawShoppingFloor } from './shopping-floor.ts';
import { drawVerticalLinks } from './vertical-links.ts';
import { writeExtension } from './write-extension.ts';
import { writeImdf } from './write-imdf.ts';
import { writeJson } from './write-json.ts';

/** South-western corner of the building; a field by the river, no mall stands there. */
const origin: LonLat = [121.5, 30.9];

/** File name to text, the same at every call. */
export function drawDemoSite(): ReadonlyMap<string, string> {
  const parking = drawParkingFloor();
  const floors = [
    parking,
    drawShoppingFloor({
      levelId: '1f',
      ordinal: 0,
      name: text('一层', 'Ground level'),
      shops: shopsOn1f,
      anchorZone: 'market',
    }),
    drawShoppingFloor({
      levelId: '2f',
      ordinal: 1,
      name: text('二层', 'Second level'),
      shops: shopsOn2f,
      anchorZone: 'playground',
    }),
    drawShoppingFloor({
      levelId: '3f',
      ordinal: 2,
      name: text('三层', 'Third level'),
      shops: shopsOn3f,
      anchorZone: 'cinema',
    }),
  ];
  const site: DrawnSite = {
    floors,
    zones: floors.flatMap(({ zones }) => zones),
    lines: [...floors.flatMap(({ lines }) => lines), ...drawVerticalLinks()],
    bays: parking.bays,
  };
  const write = featureWriter(projectionAbout(origin));
  return new Map([
    ['site.json', writeJson(siteFile)],
    ...writeImdf(site, write),
    ...writeExtension(site, drawDevices(site), { desks: demoDesks, kiosks: demoKiosks }, write),
  ]);
}

const siteFile = {
  id: 'demo',
  name: text('满庭广场', 'Manting Plaza'),
  origin: { longitude: origin[0], latitude: origin[1] },
  calendar: { timeZone: 'Asia/Shanghai', opensAt: '10:00', closesAt: '22:00', dayStartsAt: '04:00' },
  gifts: demoGifts,
};
