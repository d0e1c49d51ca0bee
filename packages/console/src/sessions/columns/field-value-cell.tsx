import type { FieldView, SessionRow } from '@rapport/contract/light'
import type { FieldValue } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { useFormats, useUiLocale } from '../../ui/index.ts'
import { safeAddress } from '../safe-link.tsx'
import { ClippedText } from '../session-columns.tsx'
import { writtenDate } from './written-date.ts'

/** What a session or its contact has in a custom field, written as its kind wants it. */
export function FieldValueCell({ row, field }: { row: SessionRow; field: FieldView }) {
  const values = field.scope === 'session' ? row.fields : row.about.fields
  const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined
  if (value === undefined || value === '') return <span className="text-faint">–</span>
  return <Value value={value} kind={field.kind} />
}

function Value({ value, kind }: { value: FieldValue; kind: FieldView['kind'] }) {
  const t = useMessages()
  const formats = useFormats()
  const { tag } = useUiLocale()
  if (typeof value === 'boolean') return t(value ? 'sessions.column.yes' : 'sessions.column.no')
  if (typeof value === 'number') return formats.count(value)
  if (typeof value !== 'string')
    return <ClippedText text={new Intl.ListFormat(tag, { type: 'unit' }).format(value)} />
  if (kind === 'url') return <Address url={value} />
  return <ClippedText text={kind === 'date' ? writtenDate(value, tag) : value} />
}

/** A web address without what all of them begin with, to be followed; anything else is a text. */
export function Address({ url }: { url: string }) {
  const href = safeAddress(url)
  if (href === null) return <ClippedText text={url} />
  return (
    <a
      href={href}
      title={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="block truncate underline-offset-2 hover:underline"
    >
      <bdi>{url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}</bdi>
    </a>
  )
}
