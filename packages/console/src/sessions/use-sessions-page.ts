import type { ViewView } from '@rapport/contract/light'
import type { FieldLookup, SessionId } from '@rapport/domain'
import { useCallback, useEffect, useMemo } from 'react'
import { useColumns } from './columns/use-columns.ts'
import { useFilter } from './filter/use-filter.ts'
import { usePageSize } from './session-choices.ts'
import { asksTheSame, plainQuery, type SessionsAddress, type SessionsQuery } from './sessions-address.ts'
import { useArrival } from './use-arrival.ts'
import { useSelection } from './use-selection.ts'
import { useFilteredCount, useSessionCounts, useSessionList } from './use-session-list.ts'
import { useSessionsAddress } from './use-sessions-address.ts'
import { useSteadyRows } from './use-steady-rows.ts'
import { useViews } from './views/use-views.ts'
import { definitionOf, isEdited, isGone } from './views/view-state.ts'

/** Everything the Sessions page knows: its address, what that asks for, and the rows that answer it. */
export function useSessionsPage() {
  const { address, parameters, change } = useSessionsAddress()
  const { list, filter: text, sort, direction, viewId } = address
  const query = useMemo(
    (): SessionsQuery => ({ list, filter: text, sort, direction }),
    [list, text, sort, direction],
  )
  const saved = useSavedView(viewId)
  const isArriving = useArrival({ address, parameters, views: saved.views, change })
  const filter = useFilter(text, isArriving)
  const [pageSize] = usePageSize()
  const asked = { query, filter, pageSize }
  const sessions = useSessionList(asked)
  const listKey = JSON.stringify([list, text, sort, direction, pageSize])
  const steady = useSteadyRows({
    listKey,
    rows: sessions.rows,
    isListed: sessions.isListed,
    keptId: address.sessionId,
  })
  const { shown } = steady
  const shownIds = useMemo(() => shown.map(({ session }) => session.id), [shown])
  useForgetting(sessions, shownIds)
  // In another order they are the same sessions.
  const selection = useSelection(JSON.stringify([list, text]), shownIds)
  const columns = useColumns(saved.view, address.sessionId !== null)
  return {
    address,
    change,
    query,
    filter,
    listKey,
    sessions,
    steady,
    selection,
    columns,
    counts: useSessionCounts(),
    matching: useFilteredCount(asked),
    ...saved,
    isViewGone: isGone(parameters, saved.views),
    isEdited: !isArriving && isChanged(address, saved, filter.fields),
    definition: definitionOf(address, columnsToSave(columns, saved.view)),
  }
}

const spareRows = 100

/** Lets go of rows that have left the list and the screen: over a day those are more than the rows there are. */
function useForgetting(
  { rows, isListed, letGo }: ReturnType<typeof useSessionList>,
  shownIds: readonly SessionId[],
): void {
  useEffect(() => {
    if (rows.length - shownIds.length < spareRows) return
    const shown = new Set(shownIds)
    letGo((row) => shown.has(row.session.id) || isListed(row))
  }, [rows, shownIds, isListed, letGo])
}

/** What `useSessionsPage` answers. */
export type SessionsPage = ReturnType<typeof useSessionsPage>

/** The view the page was opened by, as far as one may see it; opened by a stranger's, the address says it all. */
function useSavedView(viewId: string | null) {
  const views = useViews()
  const view = useMemo(() => views.views.find(({ id }) => id === viewId) ?? null, [views.views, viewId])
  return { views, view }
}

function isChanged(
  address: SessionsAddress,
  { view, views }: ReturnType<typeof useSavedView>,
  fields: FieldLookup,
): boolean {
  // Whether it is what the view holds, only the views can say.
  if (address.viewId !== null && views.isPending) return false
  if (view !== null) return isEdited(address, view.definition, fields)
  return !asksTheSame({ ...address, list: plainQuery.list }, { ...plainQuery, form: address.form })
}

/** One's own columns where there are any; else the view keeps those it has. */
const columnsToSave = (
  { isUsual, shown }: ReturnType<typeof useColumns>,
  view: ViewView | null,
): readonly string[] | null => (isUsual ? (view?.definition.columns ?? null) : shown)

/** The changes people make to what is asked for; each closes the panel, whose session may be no part of it. */
export function useAsking({ change }: Pick<SessionsPage, 'change'>) {
  return useCallback(
    (part: Parameters<SessionsPage['change']>[0], how: { replace?: boolean } = {}) =>
      change({ ...part, sessionId: null }, { replace: how.replace ?? false }),
    [change],
  )
}
