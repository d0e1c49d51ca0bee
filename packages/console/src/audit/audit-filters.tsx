import { useMessages } from '../app/index.ts'
import { useTeam } from '../team/index.ts'
import { Combobox, Select } from '../ui/index.ts'
import { actionGroups } from './describe-entry.ts'

const days = ['1', '7', '30', '90'] as const
const all = 'all'
const dayMs = 24 * 60 * 60 * 1000

/** Since when, as the log is asked; to the minute, so that the same question is asked again. */
export function sinceOf(chosen: string | undefined): { since?: number } {
  const count = Number(chosen)
  if (!(count > 0)) return {}
  return { since: Math.floor((Date.now() - count * dayMs) / 60_000) * 60_000 }
}

/** Narrows the log to one kind of entries, one person, the last days. */
export function AuditFilters(props: {
  search: Readonly<{ action?: string; user?: string; days?: string }>
  onChange: (part: {
    action?: string | undefined
    user?: string | undefined
    days?: string | undefined
  }) => void
}) {
  const t = useMessages()
  const { search, onChange } = props
  const people = useTeam().agents
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        hideLabel
        label={t('audit.column.action')}
        className="w-52"
        value={search.action ?? all}
        onChange={(value) => onChange({ action: value === all ? undefined : value })}
        choices={[
          { value: all, label: t('audit.everything') },
          ...actionGroups.map((value) => ({ value: value as string, label: t(`audit.group.${value}`) })),
        ]}
      />
      <div className="w-52">
        <Combobox
          label={t('audit.column.who')}
          unchosen={t('audit.everybody')}
          value={search.user ?? all}
          onChange={(value) => onChange({ user: value === all ? undefined : value })}
          choices={[
            { value: all, label: t('audit.everybody') },
            ...people.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
        />
      </div>
      <Select
        hideLabel
        label={t('audit.since')}
        className="w-40"
        value={search.days ?? all}
        onChange={(value) => onChange({ days: value === all ? undefined : value })}
        choices={[
          { value: all, label: t('audit.anyTime') },
          ...days.map((value) => ({
            value: value as string,
            label: t('audit.lastDays', { n: Number(value) }),
          })),
        ]}
      />
    </div>
  )
}
