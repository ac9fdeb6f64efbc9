import { defineConfig } from 'vite';
import { oneChunk } from './scripts/one-chunk.mjs';
import { editionAtBuild } from './scripts/edition-at-build.mjs';
import { offlineAtBuild } from './scripts/offline-at-build.mjs';
import { leanShaders } from './scripts/lean-shaders.mjs';
import { leanTemplates } from './scripts/lean-templates.mjs';

const chunks = { output: { codeSplitting: { groups: [{ name: oneChunk }] } } };

export default defineConfig({
  // Addresses are relative, so that the built folder works from any sub-path.
  base: './',
  // The first browsers with WebGPU on by default: Chrome and Edge 113, Safari 26, Firefox 141.
  build: {
    target: ['chrome113', 'edge113', 'safari26', 'firefox141'],
    rolldownOptions: chunks,
    // Each of these browsers has `modulepreload`.
    modulePreload: { polyfill: false },
  },
  // Vite prepares the packages of these files before it serves them, workers included. If it found a package only when a
  // worker starts, it would reload the page. The page in bench/peers is left out, because it has packages of its own.
  optimizeDeps: { entries: ['index.html', 'workers/*.ts', 'bench/index.html'] },
  plugins: [leanShaders(), leanTemplates(), editionAtBuild(), offlineAtBuild()],
  worker: { format: 'es', plugins: () => [leanShaders(), editionAtBuild()], rolldownOptions: chunks },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
