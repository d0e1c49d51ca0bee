import type { SessionTranscript, SummaryView } from '@rapport/contract/light'
import type { Session, SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient, useMessages } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'
import { toastError } from '../actions/describe-error.ts'
import type { SessionRecord } from '../merge-record.ts'
import { snapshotKey } from '../transcript-query.ts'

const keyOf = (sessionId: SessionId) => ['sessions', 'summary', sessionId] as const
type Held = Readonly<{ summary: SummaryView | null }>

/**
 * A session's summary with how it was made, asked for again whenever the log says that another was written. The words
 * are in no event, so what is live is that there are new ones.
 */
export function useSummary({ session, content }: SessionRecord) {
  const { summaries } = useClient()
  const { id: sessionId } = session
  const madeIn = content.events.findLast(({ recorded: { event } }) => event.type === 'session.summarised')
  const query = useQuery({
    queryKey: [...keyOf(sessionId), madeIn?.recorded.version ?? null],
    queryFn: ({ signal }): Promise<Held> => summaries.get({ sessionId }, { signal }),
    // The one before stays on the screen until the new one is here.
    placeholderData: keepPreviousData,
  })
  return {
    summary: query.data?.summary ?? null,
    isPending: query.isPending,
    error: isRapportError(query.error) ? query.error : null,
    retry: () => void query.refetch(),
    isRetrying: query.isFetching,
  }
}

type Answer = Readonly<{ session: Session; summary: SummaryView }>

/** Writing a summary by hand, and having it made anew, which can be taken back where it was somebody's own words. */
export function useSummaryChanges(sessionId: SessionId) {
  const t = useMessages()
  const { summaries } = useClient()
  const queries = useQueryClient()
  const hold = ({ session, summary }: Answer) => {
    queries.setQueriesData<Held>({ queryKey: keyOf(sessionId) }, () => ({ summary }))
    queries.setQueryData<SessionTranscript>(snapshotKey(sessionId), (held) =>
      held === undefined || held.row.session.version > session.version
        ? held
        : { ...held, row: { ...held.row, session, summary: summary.text } },
    )
    // What happened in an ended session comes by no socket.
    void queries.invalidateQueries({ queryKey: snapshotKey(sessionId) })
  }
  const edit = useMutation({
    mutationFn: (text: string) => summaries.edit({ sessionId, text }),
    onSuccess: hold,
  })
  const remake = useMutation({
    mutationFn: (_before: SummaryView | null) => summaries.remake({ sessionId }),
    onSuccess: (answer: Answer, before) => {
      hold(answer)
      const undo = () =>
        edit.mutate(before?.text ?? '', { onError: toastError(t('sessions.summary.notSaved'), t) })
      showToast({
        title: t('sessions.summary.remade'),
        ...(before?.method === 'hand' ? { action: { label: t('sessions.action.undo'), onPress: undo } } : {}),
      })
    },
    onError: toastError(t('sessions.summary.notMade'), t),
  })
  return { edit, remake }
}
