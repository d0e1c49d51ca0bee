import type { AuditEntryView } from '@rapport/contract/light'
import { useMessages } from '../app/index.ts'

/** The person, and the key a program used in their name. */
export function Who({ entry }: { entry: AuditEntryView }) {
  const t = useMessages()
  return (
    <span className="truncate">
      <bdi>{entry.userName ?? t('audit.system')}</bdi>
      {entry.apiKeyName === null ? null : (
        <span className="text-muted"> · {t('audit.byKey', { name: entry.apiKeyName })}</span>
      )}
    </span>
  )
}
