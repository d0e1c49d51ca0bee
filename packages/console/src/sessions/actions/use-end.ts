import type { EndReason, Session, SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useCallback, useRef, useState } from 'react'
import { useClient, useMe, useMessages } from '../../app/index.ts'
import { sessionCommands } from '../session-commands.ts'
import { describeError, toastError } from './describe-error.ts'
import {
  alsoMissing,
  type MissingForEnd,
  missingAtFirst,
  missingIn,
  nothingMissing,
} from './missing-for-end.ts'

/** The reasons a person gives; the rest are told by what happened. */
export const agentReasons = [
  'agent_ended',
  'contact_left',
  'inactivity',
] as const satisfies readonly EndReason[]
export type AgentReason = (typeof agentReasons)[number]

/** How a session is to end: why, and what came of it where somebody has said so. */
export type HowToEnd = Readonly<{ endReason: AgentReason; outcome?: string | undefined }>

/**
 * An end that is being asked about: `missing` is what has to be said first, `isNext` goes on to the next session
 * afterwards.
 */
export type AskedEnd = Readonly<{
  session: Session
  isNext: boolean
  busy: boolean
  error: string | null
  missing: MissingForEnd
}>

/**
 * Ending a session, with a question where the workspace asks one or something must be said of it first. `then` runs once
 * it has ended, and is told whether the next session is wanted.
 */
export function useEnd(then: (isNext: boolean) => void) {
  const { sessions } = useClient()
  const { settings } = useMe().workspace
  const t = useMessages()
  const [asked, setAsked] = useState<AskedEnd | null>(null)
  const sent = useRef(new Map<SessionId, Sent>())

  const end = useCallback(
    async (session: Session, { endReason, outcome }: HowToEnd, isNext: boolean) => {
      await sessionCommands(sessions, session.id).end(endReason, outcome)
      setAsked(null)
      then(isNext)
    },
    [sessions, then],
  )

  const endAtOnce = async (question: Omit<AskedEnd, 'missing'>) => {
    const { session, isNext } = question
    if (isSent(session, sent.current.get(session.id))) return
    sent.current.set(session.id, { version: session.version, isOnItsWay: true })
    try {
      await end(session, { endReason: 'agent_ended' }, isNext)
      sent.current.set(session.id, { version: session.version, isOnItsWay: false })
    } catch (error) {
      sent.current.delete(session.id)
      const missing = whatIsMissing(error)
      if (missing === null) toastError(t('sessions.ending.failed'), t)(error)
      else setAsked({ ...question, missing })
    }
  }
  /** Ends the session, or asks first, and says whether it asks. */
  const ask = (session: Session, isNext = false): boolean => {
    const question = { session, isNext, busy: false, error: null }
    if (settings.confirmEnd) setAsked({ ...question, missing: missingAtFirst(session, settings) })
    else void endAtOnce(question)
    return settings.confirmEnd
  }
  const confirm = (how: HowToEnd) => {
    if (asked === null || asked.busy) return
    setAsked({ ...asked, busy: true, error: null })
    end(asked.session, how, asked.isNext).catch((error: unknown) => {
      const missing = alsoMissing(asked.missing, whatIsMissing(error) ?? nothingMissing)
      setAsked({ ...asked, missing, busy: false, error: describeError(error, t) })
    })
  }
  return { asked, ask, confirm, cancel: () => setAsked(null) }
}

/** An end that was sent without a question. */
type Sent = Readonly<{ version: number; isOnItsWay: boolean }>

/** Whether an end of it is on its way, or has arrived and the session is not yet seen to have changed. */
const isSent = ({ version }: Session, sent: Sent | undefined): boolean =>
  sent !== undefined && (sent.isOnItsWay || sent.version === version)

const whatIsMissing = (error: unknown): MissingForEnd | null =>
  isRapportError(error) && error.code === 'requirements_missing' ? missingIn(error.fields) : null
