/** Which folder may import which: the table that keeps the core pure and the data travelling one way. */

export interface FolderRule {
  /** Path prefix of the importing file; the longest that matches holds. */
  readonly from: string;
  /** Path prefixes inside the project that it may import, beside its own folder. */
  readonly may: readonly string[];
  /** Packages that it may import; 'node:' stands for all of Node's own. */
  readonly packages: readonly string[];
  /** Pure: no clock, randomness, timers, process or console. */
  readonly pure?: boolean;
}

const web = [
  'react',
  'react-dom',
  'react-router',
  'react-i18next',
  'i18next',
  '@tanstack/react-query',
  'react-aria-components',
  'lucide-react',
];
const pureStages = ['shared/domain', 'shared/wire', 'firmware-config', 'gateway/ports', 'gateway/limits.ts'];

export const folderRules: readonly FolderRule[] = [
  { from: 'shared/domain', may: [], packages: [], pure: true },
  { from: 'shared/protocol', may: ['shared/domain'], packages: [], pure: true },
  { from: 'shared/wire', may: ['shared/domain'], packages: ['zod', 'cborg'], pure: true },
  {
    from: 'shared/node',
    may: ['shared/domain', 'shared/protocol', 'shared/wire'],
    packages: ['node:', 'better-sqlite3', 'pino', 'libphonenumber-js', 'zod'],
  },
  {
    from: 'shared/ui',
    may: ['shared/domain', 'shared/wire'],
    packages: [...web, '@fontsource/noto-sans-sc', 'qrcode'],
  },
  { from: 'firmware-config', may: ['shared/domain'], packages: ['zod'] },
  { from: 'firmware-config/load-site.ts', may: ['firmware-config', 'shared/domain'], packages: ['node:', 'zod'] },
  { from: 'firmware-config/draw-demo-site', may: ['firmware-config', 'shared/domain'], packages: ['node:', 'zod'] },
  { from: 'firmware-config/draw-demo-site.ts', may: ['firmware-config', 'shared/domain'], packages: ['node:', 'zod'] },
  { from: 'gateway/ports', may: ['shared/domain', 'shared/protocol', 'shared/wire'], packages: ['node:'] },
  { from: 'gateway/sensing/decode', may: pureStages, packages: ['zod'], pure: true },
  { from: 'gateway/sensing/validate', may: pureStages, packages: ['zod'], pure: true },
  { from: 'gateway/sensing/aggregate', may: pureStages, packages: ['zod'], pure: true },
  { from: 'gateway/sensing/broker/admission.ts', may: pureStages, packages: ['zod'], pure: true },
  {
    from: 'gateway/sensing/broker',
    may: [...pureStages, 'shared/node', 'gateway/sensing'],
    packages: ['node:', 'aedes', 'aedes-packet', 'aedes-persistence', 'mqemitter', 'mqtt-packet', 'ws', 'zod'],
  },
  { from: 'gateway/sensing', may: [...pureStages, 'shared/node', 'gateway/sensing'], packages: ['node:', 'zod'] },
  {
    from: 'gateway/loyalty',
    may: [
      'gateway/ports',
      'gateway/limits.ts',
      'shared/domain',
      'shared/protocol',
      'shared/wire',
      'shared/node',
      'firmware-config',
    ],
    packages: ['node:', 'receiptline', 'iconv-lite', 'qrcode', 'zod'],
  },
  { from: 'gateway/insight', may: ['gateway/ports', 'shared/domain'], packages: [] },
  {
    from: 'gateway/store',
    may: ['gateway/ports', 'gateway/limits.ts', 'shared'],
    packages: ['node:', 'better-sqlite3', 'zod'],
  },
  {
    from: 'gateway/http',
    may: ['gateway/ports', 'gateway/limits.ts', 'shared/domain', 'shared/protocol', 'shared/wire', 'shared/node'],
    packages: ['node:', 'fastify', '@fastify', 'fastify-type-provider-zod', 'prom-client', 'ws', 'zod'],
  },
  {
    from: 'gateway/cli',
    may: ['gateway', 'firmware-config', 'shared/domain', 'shared/wire', 'shared/node'],
    packages: ['node:', 'zod'],
  },
  {
    from: 'gateway/web',
    may: ['shared/domain', 'shared/wire', 'shared/ui'],
    packages: [...web, 'echarts', 'd3-zoom', 'd3-selection', 'zod', 'vite', '@vitejs/plugin-react'],
  },
  { from: 'gateway', may: ['gateway', 'firmware-config', 'shared'], packages: ['node:', 'zod'] },
  { from: 'kiosk/core', may: ['shared/domain', 'shared/protocol', 'shared/wire'], packages: ['zod'], pure: true },
  {
    from: 'kiosk/service',
    may: ['kiosk/core', 'shared/domain', 'shared/protocol', 'shared/wire', 'shared/node'],
    packages: ['node:', 'zod', 'ws'],
  },
  {
    from: 'kiosk/ui',
    may: ['kiosk/core', 'shared/domain', 'shared/wire', 'shared/ui'],
    packages: [...web, 'qrcode', 'zod', 'vite', '@vitejs/plugin-react', 'node:'],
  },
  { from: 'kiosk/shell-electron', may: ['shared/node'], packages: ['node:', 'electron', 'vite'] },
  { from: 'kiosk/shell-chromium', may: ['shared/node'], packages: ['node:', 'ws'] },
  { from: 'test/mall', may: ['shared', 'firmware-config', 'test/printer'], packages: ['node:', 'mqtt', 'zod'] },
  {
    from: 'test/printer',
    may: ['shared'],
    packages: ['node:', 'zod', 'iconv-lite', 'jsqr', 'pngjs', '@resvg/resvg-wasm', 'wawoff2'],
  },
];

/** Nothing may name these: tests look at the product, never the other way round. */
export const nobodyImports = 'test';

/** What a pure file may not mention. */
export const impureNames: readonly RegExp[] = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bMath\.random\(/,
  /\bset(?:Timeout|Interval|Immediate)\(/,
  /\bprocess\./,
  /\bconsole\./,
  /\bperformance\./,
  /\bcrypto\./,
];
