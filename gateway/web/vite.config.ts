import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The gateway's screens: built into dist/web and served by the gateway from the origin of its API. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // A style sheet or font as a data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    // The chart library is one chunk of 500 kB, loaded only with a chart.
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } },
  },
});
