import type { SessionRow } from '@rapport/contract/light'
import { agentOf, type SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useCallback } from 'react'
import { type Translate, useClient, useMe, useMessages } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'
import { sessionCommands } from '../session-commands.ts'
import { toastError } from './describe-error.ts'

/** Taking a session, with who else has it when somebody was quicker. */
export function useTaking() {
  const { sessions } = useClient()
  const { user } = useMe()
  const t = useMessages()

  const release = useCallback(
    (sessionId: SessionId) => {
      sessionCommands(sessions, sessionId)
        .release()
        .then(
          () => showToast({ title: t('sessions.taking.released') }),
          toastError(t('sessions.taking.releaseFailed'), t),
        )
    },
    [sessions, t],
  )

  const take = useCallback(
    async (sessionId: SessionId, how: 'take' | 'open') => {
      try {
        await sessionCommands(sessions, sessionId).take(how)
        if (how === 'take') return
        showToast({
          title: t('sessions.taking.byOpening'),
          action: { label: t('sessions.action.undo'), onPress: () => release(sessionId) },
          timeoutMs: 8000,
        })
      } catch (error) {
        await tellWhy(error, t, async () => (await sessions.get({ sessionId })).row)
      }
    },
    [sessions, t, release],
  )

  /** From whoever has it: a transfer to oneself, which only a supervisor may. */
  const takeOver = useCallback(
    (sessionId: SessionId) => {
      sessionCommands(sessions, sessionId)
        .transfer({ agentId: user.id })
        .catch(toastError(t('sessions.taking.failed'), t))
    },
    [sessions, user.id, t],
  )

  return { take, takeOver }
}

async function tellWhy(error: unknown, t: Translate, current: () => Promise<SessionRow>): Promise<void> {
  const tell = toastError(t('sessions.taking.failed'), t)
  if (!isRapportError(error) || error.code !== 'session_taken') return tell(error)
  try {
    const row = await current()
    const name = agentOf(row.session) === null ? null : row.agentName
    if (name === null) tell(error)
    else showToast({ title: t('sessions.taking.by', { name }) })
  } catch {
    // Who has it could not be learnt; that somebody has is what matters.
    tell(error)
  }
}
