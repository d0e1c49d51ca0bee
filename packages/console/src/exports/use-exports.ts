import type { ExportView } from '@rapport/contract/light'
import type { ExportId } from '@rapport/domain'
import { isRapportError, newClientId } from '@rapport/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'
import { describeExportProblem } from './describe-export-problem.ts'
import type { ExportOrder } from './export-order.ts'
import { useExportIds } from './use-export-ids.ts'

/** Under which key one's exports are kept. */
export const exportsKey = ['exports']

/** Begins exports. The same order again is the same export, so that a lost answer never makes the file twice. */
export function useBeginExport(): (order: ExportOrder) => Promise<ExportView> {
  const { exports } = useClient()
  const { add } = useExportIds()
  const queries = useQueryClient()
  const attempt = useRef({ order: '', clientId: '' })
  return useCallback(
    async (order) => {
      const text = JSON.stringify(order)
      if (attempt.current.order !== text) attempt.current = { order: text, clientId: newClientId() }
      const begun = await exports.create({ clientId: attempt.current.clientId, ...order })
      // Done: the same words later are another export.
      attempt.current = { order: '', clientId: '' }
      add(begun.id)
      void queries.invalidateQueries({ queryKey: exportsKey })
      return begun
    },
    [exports, add, queries],
  )
}

/** How far an export has come, asked every second while it runs. */
export function useExport(exportId: ExportId) {
  const { exports } = useClient()
  const { data, error } = useQuery({
    queryKey: [...exportsKey, exportId],
    queryFn: () => exports.get({ exportId }),
    refetchInterval: ({ state }) => {
      const mayChange = state.data === undefined || state.data.state === 'running'
      return mayChange && !isOver(state.error) ? 1_000 : false
    },
    staleTime: 0,
  })
  return { view: data ?? null, isGone: isOver(error) }
}

/** Whether asking again is of no use: it is not there any more, or not for them. */
const isOver = (error: unknown): boolean =>
  isRapportError(error) && (error.code === 'not_found' || error.code === 'forbidden')

/** What can be done with an export that there is; each says in a toast why it could not. */
export function useExportActions() {
  const t = useMessages()
  const { exports } = useClient()
  const { add, drop } = useExportIds()
  // A second press, and one after a lost answer, begin no second file.
  const tries = useRef(new Map<ExportId, string>())
  const queries = useQueryClient()
  const act = (what: () => Promise<unknown>, failed: string) =>
    what()
      .catch((error: unknown) => {
        showToast({ kind: 'error', title: failed, description: describeExportProblem(error, t) })
      })
      .finally(() => void queries.invalidateQueries({ queryKey: exportsKey }))
  return {
    /** Fetches its file, and puts it aside: it is in the settings as long as there is a file. */
    download: (exportId: ExportId) =>
      act(async () => {
        const { url } = await exports.link({ exportId })
        location.assign(url)
        drop(exportId)
      }, t('exports.notDownloaded')),
    /** The same export anew, in the place of the one that has no file. */
    repeat: (exportId: ExportId) =>
      act(async () => {
        const clientId = tries.current.get(exportId) ?? newClientId()
        tries.current.set(exportId, clientId)
        const begun = await exports.repeat({ exportId, clientId })
        tries.current.delete(exportId)
        drop(exportId)
        add(begun.id)
      }, t('exports.notBegun')),
    cancel: (exportId: ExportId) => act(() => exports.cancel({ exportId }), t('exports.notCancelled')),
    remove: (exportId: ExportId) => act(() => exports.remove({ exportId }), t('exports.notDeleted')),
  }
}
