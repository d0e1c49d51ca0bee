import type { SessionRow } from '@rapport/contract/light'
import {
  type AgentId,
  agentOf,
  asId,
  can,
  type InboxId,
  type Role,
  type TakeMode,
  type WorkspaceSettings,
} from '@rapport/domain'

/** The lists of the inbox, in the order they are shown. */
export const namedLists = ['mine', 'unassigned', 'bot', 'active', 'ended'] as const
export type NamedList = (typeof namedLists)[number]

/** One list of the inbox: a named one, or what is active in one inbox. `id` is its part of the address. */
export type InboxList = Readonly<{ id: string; list: NamedList; inboxId: InboxId | null }>

const inboxPrefix = 'inbox-'

/** The list an address means; Mine when it means none, so that an old address still opens something. */
export function readList(id: string | undefined): InboxList {
  if (id?.startsWith(inboxPrefix)) {
    return { id, list: 'active', inboxId: asId<InboxId>(id.slice(inboxPrefix.length)) }
  }
  const list = namedLists.find((one) => one === id) ?? 'mine'
  return { id: list, list, inboxId: null }
}

/** The address of what is active in an inbox. */
export const listOfInbox = (inboxId: InboxId): string => `${inboxPrefix}${inboxId}`

/** Who asks, and what counts as active for them. */
export type ListReader = Readonly<{
  meId: AgentId
  settings: Pick<WorkspaceSettings, 'historicalAfterDays'>
  now(): number
}>

/** Whether a session is in a list: the server's own rule, for rows that change while one looks. */
export function isInList({ list, inboxId }: InboxList, { session }: SessionRow, reader: ListReader): boolean {
  if (inboxId !== null && session.inboxId !== inboxId) return false
  switch (list) {
    case 'mine':
      return session.state !== 'ended' && agentOf(session) === reader.meId
    case 'active': {
      const lastMessageAt = session.lastMessage?.at ?? session.startedAt
      const activeMs = reader.settings.historicalAfterDays * 86_400_000
      return session.state !== 'ended' && lastMessageAt > reader.now() - activeMs
    }
    case 'unassigned':
    case 'bot':
    case 'ended':
      return session.state === list
  }
}

/**
 * Whether opening this row takes the session: only from Unassigned, and only where the workspace wants it so.
 * A link to the conversation, a reload of the page, or any other list shows it and takes nothing; and a
 * supervisor's reading never does, for looking after others' work must not change whose it is.
 */
export const takesOnOpen = (
  list: InboxList,
  { session }: SessionRow,
  { role, takeMode }: Readonly<{ role: Role; takeMode: TakeMode }>,
): boolean =>
  takeMode === 'open' &&
  !can(role, 'sessions.intervene') &&
  list.list === 'unassigned' &&
  session.state === 'unassigned'
