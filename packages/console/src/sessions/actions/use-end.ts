import type { EndReason, Session } from '@rapport/domain'
import { useCallback, useState } from 'react'
import { useClient, useMe, useMessages } from '../../app/index.ts'
import { sessionCommands } from '../use-session.ts'
import { describeError, toastError } from './describe-error.ts'

/** The reasons a person gives; the rest are told by what happened. */
export const agentReasons = [
  'agent_ended',
  'contact_left',
  'inactivity',
] as const satisfies readonly EndReason[]
export type AgentReason = (typeof agentReasons)[number]

/** An end that is being asked about; `isNext` goes on to the next session afterwards. */
export type AskedEnd = Readonly<{ session: Session; isNext: boolean; busy: boolean; error: string | null }>

/**
 * Ending a session, with the question before it where the workspace asks one. `then` runs once it has ended,
 * and is told whether the next session is wanted.
 */
export function useEnd(then: (isNext: boolean) => void) {
  const { sessions } = useClient()
  const { workspace } = useMe()
  const t = useMessages()
  const [asked, setAsked] = useState<AskedEnd | null>(null)

  const end = useCallback(
    async (session: Session, endReason: AgentReason, isNext: boolean) => {
      await sessionCommands(sessions, session.id).end(endReason)
      then(isNext)
    },
    [sessions, then],
  )

  const ask = (session: Session, isNext = false) => {
    if (workspace.settings.confirmEnd) setAsked({ session, isNext, busy: false, error: null })
    else end(session, 'agent_ended', isNext).catch(toastError(t('sessions.ending.failed'), t))
  }
  const confirm = (endReason: AgentReason) => {
    if (asked === null || asked.busy) return
    setAsked({ ...asked, busy: true, error: null })
    end(asked.session, endReason, asked.isNext).then(
      () => setAsked(null),
      (error: unknown) => setAsked({ ...asked, busy: false, error: describeError(error, t) }),
    )
  }
  return { asked, ask, confirm, cancel: () => setAsked(null) }
}
