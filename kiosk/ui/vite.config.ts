import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The kiosk's screens: built into dist/kiosk-ui, loaded from loopback by Chromium and from its own scheme by Electron. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  // Relative, so that one build works under both.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/kiosk-ui',
    emptyOutDir: true,
    // A style sheet or font as a data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
  },
});
