import { setTimeout as sleep } from 'node:timers/promises'
import { findCluster } from '../embedded/place-data.ts'
import { findPostmaster } from '../embedded/postmaster-file.ts'

const comeBackMs = 60_000
const lookMs = 20

/**
 * Kills the PostgreSQL of a data folder the hard way, and resolves when another one is ready in its place. False when
 * there was none to kill, or none came: then nothing was shown.
 */
export async function killPostmaster(dataDir: string): Promise<boolean> {
  const cluster = await findCluster(dataDir)
  const before = cluster === undefined ? undefined : await findPostmaster(cluster)
  if (cluster === undefined || before === undefined) return false
  process.kill(before.pid, 'SIGKILL')
  for (let waited = 0; waited < comeBackMs; waited += lookMs) {
    const now = await findPostmaster(cluster)
    if (now !== undefined && now.pid !== before.pid && now.status === 'ready') return true
    await sleep(lookMs)
  }
  return false
}
