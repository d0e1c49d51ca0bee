import { lazy, Suspense } from 'react'
import { useMessages, withWords } from '../app/index.ts'
import { useExportIds } from './use-export-ids.ts'

// Fetched with the first export: on most days nobody begins one.
const ExportLine = lazy(
  withWords(() => import('./export-line.tsx').then((part) => ({ default: part.ExportLine }))),
)

/** The exports begun in this tab: how far each has come, and where to fetch it. One that runs is here again after a reload. */
export function ExportTray() {
  const t = useMessages()
  const { ids, drop } = useExportIds()
  if (ids.length === 0) return null
  return (
    <section aria-label={t('sessions.exports')} className="shrink-0 border-b border-line">
      <Suspense>
        {ids.map((id) => (
          <ExportLine key={id} exportId={id} onDrop={() => drop(id)} />
        ))}
      </Suspense>
    </section>
  )
}
