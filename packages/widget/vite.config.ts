import { defineConfig } from 'vite'

const server = process.env.RAPPORT_SERVER ?? 'http://127.0.0.1:4300'

/** The panel: one page in an iframe of our own origin, with one chunk per language. */
export default defineConfig({
  base: '/widget/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    // Inlined assets would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    port: 4311,
    proxy: { '/api': { target: server, ws: true, changeOrigin: false } },
  },
})
