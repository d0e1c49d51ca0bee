import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { root } from './root.ts'
import { isBuildable, webPackages } from './web-packages.ts'

/**
 * The product with its screens rebuilt as their sources change: the server restarts on its own, and each screen has
 * a dev server that passes API calls on to it (as its vite configuration says).
 */
async function serveScreens(): Promise<ViteDevServer[]> {
  const servers: ViteDevServer[] = []
  for (const web of webPackages.filter(isBuildable)) {
    const folder = join(root, 'packages', web.name)
    const server = await createServer({ root: folder, configFile: join(folder, 'vite.config.ts') })
    await server.listen()
    console.log(`${web.name}: ${server.resolvedUrls?.local[0] ?? 'listening'}`)
    servers.push(server)
  }
  return servers
}

const server = spawn(process.execPath, ['--watch', 'packages/server/src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
})
const screens = await serveScreens()

// One end for all: whichever is told to stop first, nothing is left running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal))
server.once('exit', (code) => {
  void Promise.all(screens.map((screen) => screen.close())).finally(() => process.exit(code ?? 0))
})
