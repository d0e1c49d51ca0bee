import type { InboxView, SessionRow } from '@rapport/contract/light'
import { vi } from 'vitest'
import { sendSigned } from './open-consumer.ts'
import type { Desk } from './open-desk.ts'
import { soon } from './soon.ts'

/** A channel of the desk's own through which people are heard at once, by name and without a browser. */
export type Till = Readonly<{
  inbox: InboxView
  /** Somebody says something; answers the session it is in. */
  says(name: string, text: string): Promise<SessionRow>
  /** So many callers ask "Question 1", "Question 2" …, about in this order, and all have been heard. */
  callers(count: number): Promise<void>
  /** A session that Ben has answered and ended. */
  ended(name: string, text: string): Promise<SessionRow>
}>

/** Opens one, which both agents work. */
export async function openTill({ owner, ana, ben, lines }: Desk): Promise<Till> {
  const { agents } = await owner.api.team.list({})
  const agentIds = agents.filter(({ email }) => [ana.email, ben.email].includes(email)).map(({ id }) => id)
  const { inbox, inboundSecret } = await owner.api.inboxes.createGeneric({
    ...{ name: 'Till', channelLabel: 'Till', startsIn: 'unassigned', botId: null, teamId: null },
    settings: { url: null, deduplicates: false, replyWindowHours: null },
  })
  await owner.api.inboxes.setAccess({ inboxId: inbox.id, agentIds, teamIds: [] })
  const hook = new URL(inbox.generic?.hookUrl ?? '').pathname
  let said = 0
  const tell = async (name: string, text: string) => {
    said += 1
    const message = { type: 'message', id: `said ${said}`, person: { id: name, name }, text }
    const status = await sendSigned(lines.api.origin + hook, inboundSecret, message)
    if (status !== 200) throw new Error(`The till answered ${status}`)
  }
  const says = async (name: string, text: string) => {
    await tell(name, text)
    return await vi.waitFor(async () => {
      const { items } = await owner.api.sessions.list({ sort: 'activity', limit: 20 })
      const row = items.find(({ contact, preview }) => contact.name === name && preview === text)
      if (row === undefined) throw new Error(`${name} was not heard`)
      return row
    }, soon)
  }
  return {
    inbox,
    says,
    async callers(count) {
      for (let n = 1; n <= count; n++) await tell(`Caller ${n}`, `Question ${n}`)
      await vi.waitFor(async () => {
        const heard = await owner.api.sessions.count({ filter: 'contactName:begins(Caller)' })
        if (heard.count < count) throw new Error(`${heard.count} of ${count} callers were heard`)
      }, soon)
    },
    async ended(name, text) {
      const row = await says(name, text)
      const { id: sessionId } = row.session
      await ben.api.sessions.take({ sessionId })
      await ben.api.sessions.end({ sessionId })
      return row
    },
  }
}
