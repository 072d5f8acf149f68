/** Draws the demo mall into sites/demo: `node firmware-config/draw-demo-site.ts`. Its output is committed and tested to be this. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawDemoSite } from './draw-demo-site/demo-site.ts';

const folder = join(import.meta.dirname, 'sites', 'demo');
mkdirSync(folder, { recursive: true });
for (const [name, content] of drawDemoSite()) writeFileSync(join(folder, name), content);
