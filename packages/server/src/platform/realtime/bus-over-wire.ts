import { randomUUID } from 'node:crypto'
import type { Log } from '../log/index.ts'
import { type Bus, createLocalBus } from './bus.ts'
import { encodeSignal, isPackedBy, packSignals, unpackSignals } from './bus-codec.ts'
import { createOutbox } from './bus-outbox.ts'

/** What takes payloads to the other nodes. `send` rejects when they may not have gone. */
export type Wire = Readonly<{
  isConnected(): boolean
  send(payloads: readonly string[]): Promise<void>
  close(): Promise<void>
}>

/** Opens a wire that hands over every payload it hears, one's own as well or not. */
export type OpenWire = (hear: (payload: string) => void) => Promise<Wire>

type OverWireOptions = Readonly<{ log: Log; payloadBytesMax: number }>

const everyMs = 10
const waitingMax = 10_000

/**
 * A bus over anything that carries texts between nodes: one's own signals are heard in process at once and never a
 * second time; others' come as the wire brings them. A wire that is away costs speed and never a caller's time.
 */
export async function createBusOver(open: OpenWire, { log, payloadBytesMax }: OverWireOptions): Promise<Bus> {
  const node = randomUUID()
  const local = createLocalBus()

  function hear(payload: string): void {
    if (isPackedBy(node, payload)) return
    const signals = unpackSignals(payload)
    if (signals === null) log.warn({ bytes: payload.length }, 'The bus carried what is no signal')
    else for (const signal of signals) local.publish(signal)
  }

  const wire = await open(hear)
  const outbox = createOutbox({
    everyMs,
    waitingMax,
    async send(texts) {
      // While the wire is away followers poll, and nobody waits for old hints when it is back.
      if (!wire.isConnected()) return
      const { payloads, leftOut } = packSignals(node, texts, payloadBytesMax)
      if (leftOut > 0) log.warn({ leftOut }, 'Signals too large for the bus were left out')
      try {
        await wire.send(payloads)
      } catch (error) {
        log.warn({ error: String(error) }, 'Signals may not have reached the other nodes')
      }
    },
  })

  return {
    publish(signal) {
      local.publish(signal)
      outbox.put(encodeSignal(signal))
    },
    subscribe: local.subscribe,
    isConnected: wire.isConnected,
    async close() {
      await outbox.close()
      await wire.close()
    },
  }
}
