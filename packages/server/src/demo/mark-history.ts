import { randomUUIDv7 } from 'node:crypto'
import { asId, type BanId, type ContactId, instant } from '@rapport/domain'
import { insertBan } from '../bans/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { beginAtEnd, type History } from '../sessions/index.ts'
import type { DemoGround } from './demo-ground.ts'
import { bansExist, insertHits } from './demo-queries.ts'

/** Keeps which messages of these sessions hold watch-words, as their logs say. */
export async function writeHits(tx: Tx, histories: readonly History[]): Promise<void> {
  await insertHits(tx, histories.flatMap(hitsOf))
}

const hitsOf = ({ session, recorded, bodies }: History) =>
  recorded.flatMap(({ at, event }) => {
    if (event.type !== 'session.flagged') return []
    const author = bodies.find(({ id }) => id === event.messageId)?.author
    return [
      {
        workspace_id: session.workspaceId,
        message_id: event.messageId,
        session_id: session.id,
        inbox_id: session.inboxId,
        agent_id: author?.kind === 'agent' ? author.id : null,
        word_ids: `{${event.wordIds.join(',')}}`,
        at: new Date(at).toISOString(),
      },
    ]
  })

/**
 * What is left to do once a history stands: watch-words are looked for from its end on, and in a workspace that has banned
 * nobody yet one contact is not let in any more, somebody without a live session.
 */
export async function closeHistory(
  tx: Tx,
  { scope, supervisorId }: DemoGround,
  { contactId, at }: Readonly<{ contactId: ContactId | undefined; at: number }>,
): Promise<void> {
  await beginAtEnd(tx, scope, 'watch_words')
  if (contactId === undefined || (await bansExist(tx, scope))) return
  await insertBan(tx, scope, {
    id: asId<BanId>(randomUUIDv7()),
    contactId,
    reason: 'Insults, after two warnings',
    by: supervisorId,
    until: null,
    at: instant(at),
  })
}
