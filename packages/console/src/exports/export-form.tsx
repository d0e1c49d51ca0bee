import type { ExportFormat, ExportOptions } from '@rapport/contract/light'
import { ChevronRight, TriangleAlert } from 'lucide-react'
import { type ComponentType, useMemo, useState } from 'react'
import { useMe, useMessages } from '../app/index.ts'
import { Checkbox, Combobox, classNames, Select, useUiLocale } from '../ui/index.ts'
import { FormatCards } from './format-cards.tsx'

/** What chooses columns and their order; whoever lists sessions has one. */
export type ColumnPickerProps = Readonly<{
  all: readonly Readonly<{ id: string; label: string }>[]
  chosen: readonly string[]
  onChange(chosen: readonly string[]): void
}>

/** The columns there are, and what chooses among them. */
export type ExportColumns = Readonly<{
  all: ColumnPickerProps['all']
  Picker: ComponentType<ColumnPickerProps>
}>

/** What is asked of a file: its format, and what of each session goes into it. */
export type ExportChoice = Readonly<{ format: ExportFormat; options: ExportOptions }>

/**
 * What is asked before anybody has chosen: the columns on the screen, moments as it shows them, and nothing of what was
 * said.
 */
export function useFirstChoice(columns: readonly string[]): ExportChoice {
  const { tag, timeZone } = useUiLocale()
  return {
    format: 'csv',
    options: {
      columns: columnsOfFile(columns),
      transcripts: false,
      notes: false,
      systemMessages: false,
      files: false,
      timeZone: timeZone ?? ownZone(),
      language: languageOf(tag),
    },
  }
}

/**
 * The columns of a screen as a file begins with them: first the number, by which a sheet of messages knows its sessions,
 * and the bot behind the agent, since a session that only a bot had has no agent to name.
 */
export function columnsOfFile(columns: readonly string[]): string[] {
  const numbered = columns.includes('number') ? columns : ['number', ...columns]
  const isTold = !columns.includes('agent') || columns.includes('bot')
  return isTold ? [...numbered] : numbered.flatMap((id) => (id === 'agent' ? ['agent', 'bot'] : [id]))
}

/** The zone of the reader's clock. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

type FormProps = Readonly<{
  choice: ExportChoice
  columns: ExportColumns
  onChange(choice: ExportChoice): void
}>

/** Everything that is chosen of a file, from top to bottom as it is decided. */
export function ExportForm({ choice, columns, onChange }: FormProps) {
  const { options } = choice
  const change = (part: Partial<ExportOptions>) => onChange({ ...choice, options: { ...options, ...part } })
  return (
    <>
      <FormatCards value={choice.format} onChange={(format) => onChange({ ...choice, format })} />
      <Columns columns={columns} chosen={options.columns} onChange={(ids) => change({ columns: [...ids] })} />
      <Contents choice={choice} onChange={change} />
      <Written options={options} onChange={change} />
    </>
  )
}

function Columns(props: {
  columns: ExportColumns
  chosen: readonly string[]
  onChange(chosen: readonly string[]): void
}) {
  const t = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  const { all, Picker } = props.columns
  const known = props.chosen.filter((id) => all.some((column) => column.id === id))
  const names = known.flatMap((id) => all.find((column) => column.id === id)?.label ?? [])
  return (
    <div className="grid gap-1.5">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="-mx-1 flex min-h-6 min-w-0 items-center gap-1.5 rounded-small px-1 text-start hover:bg-hover"
      >
        <ChevronRight
          size={13}
          aria-hidden="true"
          className={classNames('shrink-0 text-faint rtl:-scale-x-100', isOpen && 'rotate-90')}
        />
        <span className="shrink-0 text-small font-medium text-muted">
          {t('exports.columns', { n: known.length })}
        </span>
        <bdi className="truncate text-small text-faint">{names.join(', ')}</bdi>
      </button>
      {isOpen ? (
        <div className="rounded-control border border-line">
          <Picker all={all} chosen={known} onChange={props.onChange} />
        </div>
      ) : null}
      {known.length === 0 ? (
        <p role="alert" className="text-small text-danger">
          {t('exports.columnsNone')}
        </p>
      ) : null}
    </div>
  )
}

const parts = ['transcripts', 'notes', 'systemMessages', 'files'] as const

/** What was said and done, all left out at first: it is personal, and a file travels further than a screen. */
function Contents(props: { choice: ExportChoice; onChange(part: Partial<ExportOptions>): void }) {
  const t = useMessages()
  const { options, format } = props.choice
  const isPersonal = parts.some((part) => options[part])
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-small font-medium text-muted">{t('exports.contents')}</legend>
      <div className="grid grid-cols-2 gap-x-4 max-sm:grid-cols-1">
        {parts.map((part) => (
          <Checkbox
            key={part}
            isChecked={options[part]}
            onChange={(isChecked) => props.onChange({ [part]: isChecked })}
            label={t(
              part === 'files' && format !== 'html' ? 'exports.content.fileNames' : `exports.content.${part}`,
            )}
          />
        ))}
      </div>
      <p
        className={classNames(
          'mt-1 flex gap-2 rounded-control px-2.5 py-1.75 text-small',
          isPersonal ? 'bg-waiting-soft text-waiting' : 'bg-sunken text-muted',
        )}
      >
        <TriangleAlert size={14} aria-hidden="true" className="mt-px shrink-0" />
        {t('exports.personal')}
      </p>
    </fieldset>
  )
}

/** In which zone moments are written, and in which language the headers. */
function Written(props: { options: ExportOptions; onChange(part: Partial<ExportOptions>): void }) {
  const t = useMessages()
  const { options } = props
  const languages = useLanguages(options.language)
  return (
    <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
      <ZoneField
        label={t('exports.timeZone')}
        value={options.timeZone}
        onChange={(timeZone) => props.onChange({ timeZone })}
      />
      <Select
        label={t('exports.language')}
        value={options.language}
        choices={languages}
        onChange={(language) => props.onChange({ language })}
      />
    </div>
  )
}

/** An IANA time zone: the workspace's and the reader's first, then all the others. */
export function ZoneField(props: { label: string; value: string; onChange(zone: string): void }) {
  const { workspace } = useMe()
  const choices = useMemo(() => {
    const first = [props.value, workspace.settings.timeZone, ownZone(), 'UTC']
    return [...new Set([...first, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
      value,
      label: value,
    }))
  }, [props.value, workspace.settings.timeZone])
  return (
    <div className="grid min-w-0 gap-1">
      <span aria-hidden="true" className="text-small font-medium text-muted">
        {props.label}
      </span>
      <Combobox label={props.label} choices={choices} value={props.value} onChange={props.onChange} />
    </div>
  )
}

/** A language without what it asks of numbers and calendars besides, which is no part of its name. */
const languageOf = (tag: string): string => new Intl.Locale(tag).baseName

/** How the reader writes dates, and plain English, by the names of both. */
function useLanguages(chosen: string) {
  const { tag } = useUiLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames(tag, { type: 'language' })
    return [...new Set([chosen, languageOf(tag), 'en'])].map((value) => ({
      value,
      label: names.of(value) ?? value,
    }))
  }, [chosen, tag])
}
