import { type AgentId, asId, type SessionId } from '@rapport/domain'
import { expect, test, vi } from 'vitest'
import { createOutgoing, type Transmit } from './outgoing.ts'
import { RapportError } from './rapport-error.ts'

const stored = { sessionId: asId<SessionId>('session'), version: 2 }

test('messages go out one at a time, in the order they were written', async () => {
  const begun: string[] = []
  const finish: (() => void)[] = []
  const transmit: Transmit = ({ text }) => {
    begun.push(text)
    return new Promise((resolve) => finish.push(() => resolve(stored)))
  }
  const outgoing = createOutgoing(transmit)
  for (const text of ['one', 'two', 'three']) outgoing.send({ text })
  expect(begun).toEqual(['one'])
  finish[0]?.()
  await vi.waitFor(() => expect(begun).toEqual(['one', 'two']))
})

test('what was stored stays on screen until the conversation shows it, and is kept no longer than that', async () => {
  const saved = vi.fn()
  const outgoing = createOutgoing(async () => stored, { load: () => [], save: saved })
  outgoing.send({ text: 'one' })
  await vi.waitFor(() => expect(saved).toHaveBeenLastCalledWith([]))
  expect(outgoing.pending.get()).toHaveLength(1)
  outgoing.settle((_, place) => place !== null && place.version <= 2)
  expect(outgoing.pending.get()).toEqual([])
})

test('a failed message can be sent again with what was seen since, under the same client id', async () => {
  const tried: [string, number | undefined][] = []
  const transmit: Transmit = async ({ clientId }, seenVersion) => {
    tried.push([clientId, seenVersion])
    if (seenVersion === 1) throw new RapportError('newer_messages', { status: 409 })
    return stored
  }
  const outgoing = createOutgoing(transmit)
  const clientId = outgoing.send({ text: 'one', seenVersion: 1 })
  await vi.waitFor(() =>
    expect(outgoing.pending.get()).toMatchObject([{ state: 'failed', error: 'newer_messages' }]),
  )
  outgoing.retry(clientId, 2)
  await vi.waitFor(() =>
    expect(tried).toEqual([
      [clientId, 1],
      [clientId, 2],
    ]),
  )
  expect(outgoing.pending.get()).toMatchObject([{ state: 'sending', error: null }])
})

test('a note takes along whom it speaks to, and a reply speaks to nobody inside', async () => {
  const mentions = [asId<AgentId>('wei')]
  const outgoing = createOutgoing(async () => stored)
  outgoing.send({ kind: 'note', text: 'Could you look, @Wei?', mentions })
  outgoing.send({ text: 'One moment' })
  expect(outgoing.pending.get().map((one) => one.mentions)).toEqual([mentions, undefined])
})
