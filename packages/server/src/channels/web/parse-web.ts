import { visitorCommand } from '@rapport/contract'
import { instant } from '@rapport/domain'
import type { RawRequest } from '../adapter.ts'
import type { Block, Inbound, InboundOf } from '../inbound.ts'
import { readJson } from '../read-json.ts'
import { receivedAtHeader, threadHeader } from './web-request.ts'

type Command = ReturnType<typeof visitorCommand.parse>
/** A visitor's message, as their socket says it. */
export type Send = Extract<Command, { type: 'send' }>
type Origin = Readonly<{ thread: string; at: number }>

/**
 * A visitor's message as every channel has it: one block of text, then its files in order. The key is the client's own
 * id within its thread, so that sending again after a lost answer is the same event, and no visitor can claim another's.
 */
export function parseSend(command: Send, { thread, at }: Origin): InboundOf<'message'> {
  const text: Block[] = command.text.trim() === '' ? [] : [{ kind: 'text', text: command.text }]
  const files = command.fileIds.map((ref): Block => ({ kind: 'media', media: { kind: 'file', ref } }))
  return {
    type: 'message',
    key: `${thread}:${command.clientId}`,
    id: command.clientId,
    at: instant(at),
    thread,
    blocks: [...text, ...files],
    raw: command,
  }
}

/** Everything a visitor's frame says to the desk. Total: what is not a command of the protocol is `unknown`. */
export function parseWeb(request: RawRequest): readonly Inbound[] {
  const origin = {
    thread: request.headers[threadHeader] ?? '',
    at: Number(request.headers[receivedAtHeader]) || 0,
  }
  const raw = readJson(request.body)
  const checked = visitorCommand.safeParse(raw)
  if (!checked.success) {
    return [{ ...eventOf(raw, `unknown:${origin.at}`, origin), type: 'unknown', what: 'frame' }]
  }
  return eventsOf(checked.data, origin)
}

function eventsOf(command: Command, origin: Origin): readonly Inbound[] {
  switch (command.type) {
    case 'send':
      return [parseSend(command, origin)]
    case 'typing':
      return [{ ...eventOf(command, `typing:${origin.at}`, origin), type: 'typing', on: command.on }]
    case 'delivered':
    case 'read': {
      const base = eventOf(command, `${command.type}:${command.messageId}`, origin)
      return [{ ...base, type: 'receipt', status: command.type, id: command.messageId }]
    }
    case 'hello':
    case 'follow':
    case 'ping':
      return []
  }
}

const eventOf = (raw: unknown, key: string, { thread, at }: Origin) => ({
  key,
  at: instant(at),
  thread,
  raw: raw ?? null,
})
