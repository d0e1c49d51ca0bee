import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/*
 * What stands around and in the list of sessions, each with all that it is made of: one chunk. Left alone, the bundler
 * makes sixty of it, which compress badly. What is named here is fetched with every screen, so name nothing that comes
 * later.
 */
const frame = [
  /\/@tanstack\/react-(query|router)\/(?!.*InfiniteQuery)/,
  /\/lucide-react\/dist\/esm\/icons\/(chevron-down|download|list|plus|search|settings|sliders-horizontal)\.mjs$/,
  /\/sdk\/src\/(client-id|http-client|live-client|list-store|counts-store)\.ts$/,
  /\/domain\/src\/(access\/(?!permissions)|filter\/)/,
  /\/console\/src\/(app\/(describe-problem|kept-ids|preferences|use-kept-ids|use-may)|exports\/use-export-ids)\.ts$/,
  /\/console\/src\/sessions\/(sessions-sort|columns\/(arrange-columns|clock-cell|column-list|field-value-cell|session-cells|use-columns)|filter\/(advanced-groups|filter-bar|filter-catalogue|filter-chips|filter-editing|use-directory|use-filter)|summary\/(mood-dot|summary-line)|views\/use-views)\.tsx?$/,
  /\/console\/src\/sessions\/(copy-text|kept-banner|place-names|safe-link|session-choices|session-columns|sessions-address|use-refill|marks\/use-fields|marks\/use-tags|columns\/written-date)\.tsx?$/,
  /\/console\/src\/ui\/(avatar|badge|button|channel-glyph|data-table|locale|menu|popover|progress|segmented-control|state-pill|surfaces|tabs|tag-chip|time|toast|tooltip|use-at-rest|use-media|virtual-list)\.tsx?$/,
]

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
      output: {
        codeSplitting: { groups: [{ name: 'frame', test: (id) => frame.some((part) => part.test(id)) }] },
      },
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
