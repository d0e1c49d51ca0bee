import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { StormReport, StormTargets } from './storm.ts'

/** A storm of bad input that has begun; `stop` ends it and answers what came of it. */
export type Storm = Readonly<{ stop(): Promise<StormReport> }>

/** Starts a storm in a thread of its own, so that what others then wait for is the server and not the attackers. */
export async function startStorm(targets: StormTargets): Promise<Storm> {
  const worker = new Worker(new URL('./storm-worker.ts', import.meta.url), { workerData: targets })
  await once(worker, 'message')
  return {
    async stop() {
      const ended = once(worker, 'message')
      worker.postMessage('stop')
      const [report] = (await ended) as [StormReport]
      return report
    },
  }
}
