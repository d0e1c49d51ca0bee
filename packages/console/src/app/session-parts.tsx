import type { MessageView } from '@rapport/contract/light'
import type { MessageId, Session } from '@rapport/domain'
import { type ComponentType, createContext } from 'react'

/** What a tab about a session's quality takes of the session that is open. */
export type SessionQaProps = Readonly<{
  session: Pick<Session, 'id' | 'number' | 'state'>
  /** Those that are here: what is pinned to a review is quoted from them. */
  messages: readonly MessageView[]
  onMessage: (messageId: MessageId) => void
}>

/** What other features show inside an open session. */
export type SessionParts = Readonly<{ QaTab: ComponentType<SessionQaProps> | null }>

/**
 * The parts that the wiring puts into sessions: a session is shown by features that reviews build on, so it cannot import
 * them back.
 */
export const SessionPartsContext = createContext<SessionParts>({ QaTab: null })
