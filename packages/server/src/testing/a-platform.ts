import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { instant } from '@rapport/domain'
import pino from 'pino'
import type { Platform } from '../platform/context.ts'
import { createVault } from '../platform/crypto/index.ts'
import type { Db } from '../platform/db/index.ts'
import { createGuardedFetch } from '../platform/fetch/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { noMeasures } from '../platform/measures.ts'
import { createLocalBus } from '../platform/realtime/index.ts'
import { createNumbers } from '../workspaces/index.ts'

/** The platform of one node on a test's database: a bus of its own, a key of its own, no reactions, this machine as the internet. */
export const aPlatform = (db: Db, parts: Partial<Platform> = {}): Platform => ({
  db,
  bus: createLocalBus(),
  files: createMemoryFiles(),
  fetch: createGuardedFetch({ allowedNetworks: ['127.0.0.1/32'] }),
  vault: createVault(randomBytes(32)),
  mail: null,
  log: pino({ level: 'silent' }),
  measures: noMeasures,
  now: () => instant(Date.now()),
  numbers: createNumbers(db),
  jobsFor: () => [],
  wakeJobs: () => undefined,
  publicOrigin: 'https://desk.example.test',
  filesOrigin: 'https://files.example.test',
  ...parts,
})

function createMemoryFiles(): FileStore {
  const bodies = new Map<string, Buffer>()
  return {
    async put(key, body) {
      bodies.set(key, await buffer(body))
    },
    async open(key) {
      const body = bodies.get(key)
      return body ? Readable.from([body]) : null
    },
    async remove(key) {
      bodies.delete(key)
    },
  }
}
