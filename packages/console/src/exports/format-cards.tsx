import type { ExportFormat } from '@rapport/contract/light'
import { Braces, FileSpreadsheet, FileText, Globe } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import { classNames } from '../ui/index.ts'

const formats = [
  { value: 'csv', icon: FileText },
  { value: 'xlsx', icon: FileSpreadsheet },
  { value: 'html', icon: Globe },
  { value: 'jsonl', icon: Braces },
] as const satisfies readonly Readonly<{ value: ExportFormat; icon: unknown }>[]

/** The kinds of file, each with what it is for. */
export function FormatCards(props: { value: ExportFormat; onChange(format: ExportFormat): void }) {
  const t = useMessages()
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-small font-medium text-muted">{t('exports.format')}</legend>
      <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
        {formats.map(({ value, icon: Icon }) => (
          <label
            key={value}
            className={classNames(
              'flex cursor-pointer gap-2.5 rounded-control border p-2.5 select-none has-focus-visible:outline-2 has-focus-visible:outline-accent',
              props.value === value
                ? 'border-accent bg-accent-soft shadow-hairline'
                : 'border-line hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="format"
              value={value}
              checked={props.value === value}
              onChange={() => props.onChange(value)}
              className="sr-only"
            />
            <Icon
              size={16}
              aria-hidden="true"
              className={classNames('mt-0.5 shrink-0', props.value === value ? 'text-accent' : 'text-faint')}
            />
            <span className="grid content-start gap-0.5">
              <span className="font-strong">{t(`exports.format.${value}`)}</span>
              <span className="text-small text-muted">{t(`exports.format.${value}.what`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
