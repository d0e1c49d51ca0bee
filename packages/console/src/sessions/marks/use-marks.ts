import type { SessionTranscript } from '@rapport/contract/light'
import type { FieldValues, Priority, Session, SessionId } from '@rapport/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMessages } from '../../app/index.ts'
import { toastError } from '../actions/describe-error.ts'
import type { FieldChange, TagChange } from '../session-commands.ts'
import { snapshotKey } from '../transcript-query.ts'
import { useSessionCommands } from '../use-session.ts'

/**
 * Saying something about a session: priority, tags, outcome, fields. What was answered is shown at once wherever the
 * session is open, because an ended session is followed by nobody; a refusal is said in a toast, but that of a field,
 * which has its place under the field: `setFields` throws it.
 */
export function useMarks(sessionId: SessionId) {
  const t = useMessages()
  const queries = useQueryClient()
  const commands = useSessionCommands(sessionId)
  return useMemo(() => {
    const hold = ({ session, fields }: { session: Session; fields?: FieldValues }) => {
      queries.setQueryData<SessionTranscript>(snapshotKey(sessionId), (held) =>
        held === undefined || held.row.session.version > session.version
          ? held
          : { ...held, row: { ...held.row, session, ...(fields === undefined ? {} : { fields }) } },
      )
      // What happened in an ended session comes by no socket.
      if (session.state === 'ended') void queries.invalidateQueries({ queryKey: snapshotKey(sessionId) })
    }
    const keep = async (change: Promise<{ session: Session; fields?: FieldValues }>): Promise<void> => {
      try {
        hold(await change)
      } catch (error) {
        toastError(t('sessions.marks.failed'), t)(error)
      }
    }
    return {
      setPriority: (priority: Priority) => keep(commands.setPriority(priority)),
      setOutcome: (outcome: string | null) => keep(commands.setOutcome(outcome)),
      changeTags: (change: TagChange) => keep(commands.changeTags(change)),
      setFields: async (fields: FieldChange): Promise<void> => hold(await commands.setFields(fields)),
    }
  }, [commands, queries, sessionId, t])
}
