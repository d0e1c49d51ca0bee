import type { Session } from '@rapport/domain'
import { useState } from 'react'
import { useMay, useMessages } from '../../app/index.ts'
import { useSessionCommands } from '../use-session.ts'
import { toastError } from './describe-error.ts'
import { rightsIn } from './session-rights.ts'
import { useEnd } from './use-end.ts'
import { useReader } from './use-reader.ts'
import { useTaking } from './use-taking.ts'

/**
 * A question over the page: to whom to give the session, why to ban its contact, whether to delete it for good, what of it
 * goes into a file, and to whom it is mailed.
 */
export type AskedAction = 'transfer' | 'ban' | 'remove' | 'export' | 'mail'

/**
 * Everything that can be done with a session besides writing, and what of it this person may. `then` runs when it has
 * been ended. `SessionDialogs` asks whatever has to be asked.
 */
export function useSessionActions(session: Session, then: (isNext: boolean) => void) {
  const t = useMessages()
  const rights = rightsIn(session, useReader())
  const mayBan = useMay('contacts.ban')
  const mayRemove = useMay('sessions.delete') && session.state === 'ended'
  const mayExport = useMay('exports.create')
  const commands = useSessionCommands(session.id)
  const taking = useTaking()
  const end = useEnd(then)
  const [asked, setAsked] = useState<AskedAction | null>(null)
  return {
    rights,
    mayBan,
    mayRemove,
    mayExport,
    commands,
    end,
    asked,
    close: () => setAsked(null),
    onTake: () => {
      if (rights.take === 'take') void taking.take(session.id, 'take')
      else if (rights.take === 'over') taking.takeOver(session.id)
    },
    onTransfer: () => rights.canTransfer && setAsked('transfer'),
    onEnd: () => rights.canEnd && end.ask(session),
    onEndAndNext: () => rights.canEnd && end.ask(session, true),
    onResume: () => void commands.resume().catch(toastError(t('sessions.action.resumeFailed'), t)),
    onExport: () => mayExport && setAsked('export'),
    onMail: () => mayExport && setAsked('mail'),
    onBan: () => mayBan && setAsked('ban'),
    onRemove: () => mayRemove && setAsked('remove'),
  }
}

/** What `useSessionActions` answers. */
export type SessionActions = ReturnType<typeof useSessionActions>
