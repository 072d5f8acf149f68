import { defineConfig, type EnvironmentOptions } from 'vite';

const here = new URL('.', import.meta.url).pathname;

/**
 * Main and service as ES modules, the preload as CommonJS (a sandboxed preload can be nothing else), each one file, so that
 * a package holds no sources. Vite's standing environments carry preload and main. Packages stay outside of the bundles.
 */
export default defineConfig({
  root: here,
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  environments: {
    client: bundle('preload.ts', 'preload.cjs', 'cjs', 'chrome150'),
    ssr: bundle('main.ts', 'main.js', 'es', 'node24'),
    service: { consumer: 'server', ...bundle('../service/main.ts', 'service.js', 'es', 'node24') },
  },
});

function bundle(entry: string, file: string, format: 'es' | 'cjs', target: string): EnvironmentOptions {
  return {
    build: {
      target,
      outDir: '../../dist/kiosk-electron',
      emptyOutDir: false,
      rolldownOptions: {
        input: `${here}${entry}`,
        platform: 'node',
        external: ['electron', /^node:/],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}
