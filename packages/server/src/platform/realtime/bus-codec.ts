import { agentId, conversationId, serverFrame, sessionId, workspaceId } from '@rapport/contract'
import { z } from 'zod'
import type { Signal } from './bus.ts'

// One line per kind, demanded by the type. Fields that a newer node adds are passed over.
const shapes: { readonly [Type in Signal['type']]: z.ZodType<Extract<Signal, { type: Type }>> } = {
  feed: z.object({ type: z.literal('feed'), workspaceId, stream: z.int().min(0) }),
  frame: z.object({
    type: z.literal('frame'),
    workspaceId,
    conversationId,
    to: z.enum(['all', 'agents', 'visitors']),
    frame: serverFrame,
    from: z.string().nullable(),
  }),
  row: z.object({ type: z.literal('row'), workspaceId, sessionId }),
  token_ended: z.object({ type: z.literal('token_ended'), key: z.string() }),
  access_changed: z.object({
    type: z.literal('access_changed'),
    workspaceId,
    agentId: agentId.nullable(),
  }),
}

/** A signal as it travels. Equal signals have equal texts. */
export const encodeSignal = (signal: Signal): string => JSON.stringify(signal)

/** Reads a signal back; null for what this version does not know: during an upgrade a newer node says more. */
export function readSignal(value: unknown): Signal | null {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return null
  return shapes[type as Signal['type']].safeParse(value).data ?? null
}

/**
 * Payloads of at most `bytesMax` that carry these texts, in order, as many as fit into each. A text that fits into none
 * is left out and counted: a signal is a hint, and half of one is none.
 */
export function packSignals(
  node: string,
  texts: readonly string[],
  bytesMax: number,
): Readonly<{ payloads: readonly string[]; leftOut: number }> {
  const payloads: string[] = []
  const empty = Buffer.byteLength(payloadOf(node, []))
  let batch: string[] = []
  let bytes = empty
  let leftOut = 0
  for (const text of texts) {
    const more = Buffer.byteLength(text) + 1
    if (empty + more > bytesMax) {
      leftOut += 1
      continue
    }
    if (bytes + more > bytesMax) {
      payloads.push(payloadOf(node, batch))
      batch = []
      bytes = empty
    }
    batch.push(text)
    bytes += more
  }
  if (batch.length > 0) payloads.push(payloadOf(node, batch))
  return { payloads, leftOut }
}

const openingOf = (node: string): string => `{"node":${JSON.stringify(node)},`

const payloadOf = (node: string, texts: readonly string[]): string =>
  `${openingOf(node)}"signals":[${texts.join()}]}`

/** Whether a payload is this node's own, told without reading it: a node that writes much hears all of it again. */
export const isPackedBy = (node: string, payload: string): boolean => payload.startsWith(openingOf(node))

const payloadShape = z.object({ node: z.string(), signals: z.array(z.unknown()) })

/** What a payload says; null for what cannot be read. */
export function unpackSignals(payload: string): readonly Signal[] | null {
  try {
    const { signals } = payloadShape.parse(JSON.parse(payload))
    return signals.map(readSignal).filter((signal) => signal !== null)
  } catch {
    return null // somebody else's words on our channel, or a later version's: neither is for us
  }
}
