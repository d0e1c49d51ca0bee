import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { type Bus, isAboutRights, type Signal } from './bus.ts'
import { readSignal } from './bus-codec.ts'
import { insertRightsChange, listRightsChanges } from './rights-queries.ts'

type RightsOptions = Readonly<{ db: Db; log: Log; everyMs?: number }>

/**
 * A bus on which nobody's rights outlive their end: signals about them are also written to the database and read from
 * there by every node, every 400 ms. So they take effect everywhere within a second whichever node is cut off from
 * the bus, and whether it knows so or not; and those of a tool that is no node at all arrive too.
 */
export function withRightsFromDatabase(bus: Bus, { db, log, everyMs = 400 }: RightsOptions): Bus {
  const nodeId = randomUUID()
  const listeners = new Set<(signal: Signal) => void>()
  const writing = new Set<Promise<void>>()
  let known = new Set<string>()
  let reading: Promise<void> | null = null

  function write(signal: Signal): void {
    const written = insertRightsChange(db, nodeId, signal)
      .catch((error: unknown) =>
        log.warn({ error: String(error) }, 'A change of rights could not be written down'),
      )
      .finally(() => writing.delete(written))
    writing.add(written)
  }

  async function read(): Promise<void> {
    const changes = await listRightsChanges(db, nodeId)
    for (const { change_id, signal } of changes) {
      const understood = known.has(change_id) ? null : readSignal(signal)
      if (understood !== null) for (const hear of listeners) hear(understood)
    }
    known = new Set(changes.map(({ change_id }) => change_id))
  }

  function look(): void {
    // Without listeners there is nobody whose rights are in use.
    if (reading !== null || listeners.size === 0) return
    reading = read()
      .catch((error: unknown) => log.debug({ error: String(error) }, 'Changes of rights could not be read'))
      .finally(() => {
        reading = null
      })
  }

  const timer = setInterval(look, everyMs)
  return {
    publish(signal) {
      bus.publish(signal)
      if (isAboutRights(signal)) write(signal)
    },
    subscribe(hear) {
      listeners.add(hear)
      const unsubscribe = bus.subscribe(hear)
      return () => {
        listeners.delete(hear)
        unsubscribe()
      }
    },
    isConnected: bus.isConnected,
    async close() {
      clearInterval(timer)
      await Promise.all([...writing, reading])
      await bus.close()
    },
  }
}
