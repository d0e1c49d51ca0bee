import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.RAPPORT_SERVER ?? 'http://127.0.0.1:4300'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    // Inlined assets would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in old browsers and every one we support has the real thing.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Only the first module does anything when loaded, so a part that only one screen uses travels with that screen.
      treeshake: { moduleSideEffects: (id) => !/\/console\/src\/[^?]+\/[^?]*\.tsx?$/.test(id) },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 4310,
    proxy: { '/api': { target: server, ws: true, changeOrigin: false } },
  },
})
