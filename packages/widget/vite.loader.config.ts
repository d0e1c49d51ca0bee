import { defineConfig } from 'vite'

/** The loader: one classic script for other people's pages, without imports of its own. */
export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    lib: { entry: 'src/loader.ts', formats: ['iife'], name: 'rapportLoader', fileName: () => 'widget.js' },
  },
})
