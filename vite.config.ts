import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses: the built folder works from any sub-path.
  base: './',
  // The first browsers with WebGPU on by default: Chrome and Edge 113, Safari 26, Firefox 141.
  build: { target: ['chrome113', 'edge113', 'safari26', 'firefox141'] },
  // Workers as well: a package that is found only once a page trains would reload it. The peers' page, which the app does
  // without, has packages of its own.
  optimizeDeps: { entries: ['index.html', 'workers/*.ts', 'bench/index.html'] },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
