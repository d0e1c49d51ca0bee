import { setTimeout as sleep } from 'node:timers/promises'
import type { SessionId } from '@rapport/domain'
import { createClient, newClientId } from '@rapport/sdk'
import { withClient } from '../../packages/server/src/platform/db/testing/start-test-server.ts'
import type { Place } from '../../packages/server/src/testing/a-place.ts'
import type { Ground } from './ground.ts'

/** An agent who answers over HTTP, by the product's own client, while servers come and go. */
export type Replier = Readonly<{
  replied: readonly string[]
  /** What could not be done in spite of the client's tries. */
  failed: readonly string[]
  stop(): Promise<void>
}>

/** Takes whatever session waits, one after another, and replies in those taken, until stopped. */
export function startReplier(origin: string, place: Place, everyMs: number): Replier {
  const client = createClient({ baseUrl: origin, token: place.ownerToken, workspaceId: place.workspaceId })
  const taken: SessionId[] = []
  const replied: string[] = []
  const failed: string[] = []
  let isOver = false

  async function takeOne(): Promise<void> {
    const { items } = await client.sessions.list({ list: 'unassigned' })
    const id = items[0]?.session.id
    if (id === undefined) return
    await client.sessions.take({ sessionId: id, clientId: newClientId() })
    taken.push(id)
  }

  async function replyOnce(n: number): Promise<void> {
    const sessionId = taken[n % taken.length]
    if (sessionId === undefined) return
    const text = `reply ${n}`
    await client.sessions.send({ sessionId, clientId: newClientId(), text })
    replied.push(text)
  }

  async function work(): Promise<void> {
    for (let n = 0; !isOver; n += 1) {
      try {
        await (n % 5 === 0 ? takeOne() : replyOnce(n))
      } catch (error) {
        failed.push(`Doing number ${n} failed: ${String(error)}`)
      }
      await sleep(everyMs)
    }
  }

  const life = work()
  return {
    replied,
    failed,
    async stop() {
      isOver = true
      await life
    },
  }
}

/** How many of these replies the table does not hold exactly once. */
export async function countLostReplies(
  connection: Ground['connection'],
  { workspaceId }: Place,
  replied: readonly string[],
): Promise<number> {
  const stored = await withClient(connection, async (client) => {
    const { rows } = await client.query<{ text: string }>(
      `select text from messages where workspace_id = $1 and author ->> 'kind' = 'agent'`,
      [workspaceId],
    )
    return Map.groupBy(rows, ({ text }) => text)
  })
  return replied.filter((text) => stored.get(text)?.length !== 1).length
}
