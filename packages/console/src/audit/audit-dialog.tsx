import type { AuditEntryView } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { useMessages } from '../app/index.ts'
import { Button, DetailList, Dialog, useFormats } from '../ui/index.ts'
import { useActionName } from './describe-entry.ts'
import { factsOf, subjectText } from './details-text.ts'
import { Who } from './who.tsx'

/** One entry with all it tells. */
export function AuditDialog({ entry, onClose }: { entry: AuditEntryView; onClose(): void }) {
  const t = useMessages()
  const formats = useFormats()
  const nameOf = useActionName()
  const { subject } = entry
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={nameOf(entry.action)}
      footer={<Button onClick={onClose}>{t('audit.close')}</Button>}
    >
      <DetailList
        items={[
          { term: t('audit.column.when'), value: formats.moment(entry.at) },
          { term: t('audit.column.who'), value: <Who entry={entry} /> },
          ...(subject === null
            ? []
            : [{ term: t('audit.column.subject'), value: <Subject subject={subject} /> }]),
          { term: t('audit.column.address'), value: entry.address ?? '–' },
          ...factsOf(entry, { t, moment: formats.moment }).map(({ term, value }) => ({
            term: term ?? t('audit.column.details'),
            value: <bdi className="wrap-anywhere">{value}</bdi>,
          })),
        ]}
      />
    </Dialog>
  )
}

/** What it was done to; a session is opened from here. */
function Subject({ subject }: { subject: NonNullable<AuditEntryView['subject']> }) {
  const name = subjectText(subject, useMessages())
  if (subject.kind !== 'session') return <bdi>{name}</bdi>
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: subject.id }}
      search={{}}
      className="text-accent underline underline-offset-2"
    >
      {name}
    </Link>
  )
}
