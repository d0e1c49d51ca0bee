import type { ExportPlanView } from '@rapport/contract/light'
import type { ViewId } from '@rapport/domain'
import { useState } from 'react'
import { useMe, useMessages } from '../app/index.ts'
import { FormDialog, SegmentedControl, Select, TextField, useUiLocale } from '../ui/index.ts'
import { weekdayName } from './describe-export.ts'
import { describeExportProblem } from './describe-export-problem.ts'
import { columnsOfFile, type ExportChoice, ExportForm, useFirstChoice, ZoneField } from './export-form.tsx'
import type { Exportable } from './exportable.ts'
import { usePlanChanges } from './use-plans.ts'

type Rhythm = ExportPlanView['rhythm']

/** Plans an export of a view, or changes one: how often it is made, and everything that is asked of a file. */
export function PlanDialog(
  props: Exportable & { plan: ExportPlanView | null; viewId: ViewId | null; onClose(): void },
) {
  const t = useMessages()
  const { plan, views, onClose } = props
  const form = usePlanForm(props)
  const { viewId, setViewId, rhythm, setRhythm, choice, setChoice } = form
  return (
    <FormDialog
      isOpen
      width="medium"
      title={t(plan === null ? 'exports.plan.newTitle' : 'exports.plan.editTitle')}
      description={t('exports.plan.what')}
      submitLabel={t(plan === null ? 'exports.plan.make' : 'exports.plan.save')}
      busy={form.save.isPending}
      error={form.save.error === null ? null : describeExportProblem(form.save.error, t)}
      isReady={form.isReady}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <Select<ViewId>
        label={t('exports.plan.view')}
        value={viewId}
        placeholder={t(views.length === 0 ? 'exports.plan.noViews' : 'exports.plan.chooseView')}
        choices={views.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setViewId}
      />
      <TextField
        label={t('exports.plan.name')}
        autoComplete="off"
        placeholder={form.usualName}
        value={form.name}
        maxLength={120}
        onChange={(event) => form.setName(event.target.value)}
      />
      <RhythmFields rhythm={rhythm} onChange={setRhythm} />
      <ExportForm choice={choice} columns={props.columns} onChange={setChoice} />
    </FormDialog>
  )
}

function usePlanForm(props: Parameters<typeof PlanDialog>[0]) {
  const { plan, views, onClose } = props
  const { workspace } = useMe()
  const { save } = usePlanChanges()
  const columnsOf = (id: ViewId | null) =>
    views.find((view) => view.id === id)?.definition.columns ?? props.usualColumns
  const first = useFirstChoice(columnsOf(props.viewId))
  const [viewId, setViewId] = useState(props.viewId)
  const [name, setName] = useState(plan?.name ?? '')
  const [choice, setChoice] = useState<ExportChoice>(plan ?? first)
  const [rhythm, setRhythm] = useState<Rhythm>(
    plan?.rhythm ?? { every: 'week', weekday: 1, time: '08:00', timeZone: workspace.settings.timeZone },
  )
  const usualName = views.find((view) => view.id === viewId)?.name ?? ''
  const { format, options } = choice
  const submit = () => {
    if (viewId === null) return
    const kept = { name: name.trim() || usualName, viewId, format, options, rhythm }
    save.mutate({ id: plan?.id ?? null, plan: kept }, { onSuccess: onClose })
  }
  return {
    viewId,
    setViewId: (id: ViewId) => {
      setViewId(id)
      // A plan that is being made takes the columns of its view; one that was made has its own.
      if (plan === null) setChoice({ format, options: { ...options, columns: columnsOfFile(columnsOf(id)) } })
    },
    name,
    setName,
    usualName,
    choice,
    setChoice,
    rhythm,
    setRhythm,
    save,
    submit,
    isReady: viewId !== null && rhythm.time !== '' && options.columns.length > 0,
  }
}

const everies = ['day', 'week', 'month'] as const
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

function RhythmFields({ rhythm, onChange }: { rhythm: Rhythm; onChange(rhythm: Rhythm): void }) {
  const t = useMessages()
  const { time, timeZone } = rhythm
  const change = (every: Rhythm['every']) => {
    if (every === 'day') onChange({ every, time, timeZone })
    if (every === 'week') onChange({ every, weekday: 1, time, timeZone })
    if (every === 'month') onChange({ every, day: 1, time, timeZone })
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-small font-medium text-muted">{t('exports.plan.rhythm')}</legend>
      <div>
        <SegmentedControl
          label={t('exports.plan.rhythm')}
          value={rhythm.every}
          choices={everies.map((value) => ({ value, label: t(`exports.plan.every.${value}`) }))}
          onChange={change}
        />
      </div>
      <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
        <DayField rhythm={rhythm} onChange={onChange} />
        <TextField
          type="time"
          label={t('exports.plan.time')}
          value={time}
          onChange={(event) => onChange({ ...rhythm, time: event.target.value })}
        />
        <ZoneField
          label={t('exports.plan.timeZone')}
          value={timeZone}
          onChange={(zone) => onChange({ ...rhythm, timeZone: zone })}
        />
      </div>
    </fieldset>
  )
}

/** On which day of the week or month; every day has none to choose. */
function DayField({ rhythm, onChange }: { rhythm: Rhythm; onChange(rhythm: Rhythm): void }) {
  const t = useMessages()
  const { tag } = useUiLocale()
  if (rhythm.every === 'day') return null
  if (rhythm.every === 'week') {
    return (
      <Select
        label={t('exports.plan.weekday')}
        value={String(rhythm.weekday)}
        choices={weekdays.map((day) => ({ value: String(day), label: weekdayName(day, tag) }))}
        onChange={(day) => onChange({ ...rhythm, weekday: Number(day) })}
      />
    )
  }
  return (
    <Select
      label={t('exports.plan.day')}
      value={String(rhythm.day)}
      choices={Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }))}
      onChange={(day) => onChange({ ...rhythm, day: Number(day) })}
    />
  )
}
