import type { SessionId } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { ExportDialog } from '../../exports/index.ts'
import { usualColumns } from '../columns/column-list.ts'
import { useExportColumns } from './use-export-columns.ts'

/** One session as a file. */
export function ExportOne({
  sessionId,
  number,
  onClose,
}: {
  sessionId: SessionId
  number: number
  onClose(): void
}) {
  const t = useMessages()
  return (
    <ExportDialog
      target={{ sessionIds: [sessionId] }}
      count={1}
      columns={useExportColumns()}
      shown={usualColumns}
      name={t('sessions.export.one', { number })}
      hasTray={false}
      onClose={onClose}
    />
  )
}
