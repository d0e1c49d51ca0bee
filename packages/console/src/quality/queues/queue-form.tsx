import type { ReviewQueueView } from '@rapport/contract/light'
import { type AgentId, asId, type ScorecardId, strata } from '@rapport/domain'
import { ChevronDown } from 'lucide-react'
import { SettingsSection, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { FilterField, useViews } from '../../sessions/index.ts'
import { PeoplePicker, useTeam } from '../../team/index.ts'
import { Avatar, Button, Menu, SegmentedControl, Select, TextField } from '../../ui/index.ts'
import { useScorecards } from '../use-quality.ts'
import { QueuePreview } from './queue-preview.tsx'
import { type QueueFormState, useQueueForm } from './use-queue-form.ts'

/** The form of a review queue: which sessions, how many, judged how and by whom, and what that would draw. */
export function QueueForm({ queue }: { queue: ReviewQueueView | null }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const form = useQueueForm(queue)
  useShortcut('quality.key.save', 'mod+enter', form.save)
  return (
    <form
      noValidate
      className="grid grid-cols-1 gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        form.save()
      }}
    >
      <TextField
        label={t('quality.name')}
        value={form.name}
        error={form.nameError}
        autoComplete="off"
        maxLength={120}
        onChange={(event) => form.setName(event.target.value)}
      />
      <Sessions form={form} />
      <Sample form={form} />
      <Reviewing form={form} />
      <SettingsSection title={t('quality.drawn')} description={t('quality.drawnWhy')}>
        <QueuePreview definition={form.definition} />
      </SettingsSection>
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3">
        <Button
          type="submit"
          kind="primary"
          busy={form.isSaving}
          title={`${t('quality.save')} (${keys('mod+enter')})`}
        >
          {t(queue === null ? 'quality.makeQueue' : 'quality.save')}
        </Button>
        {form.error === null ? null : (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
      </div>
    </form>
  )
}

function Sessions({ form }: { form: QueueFormState }) {
  const t = useMessages()
  const { views } = useViews()
  const { definition, change } = form
  return (
    <SettingsSection
      title={t('quality.which')}
      description={t('quality.whichWhy')}
      action={
        views.length === 0 ? null : (
          <Menu
            label={t('quality.fromView')}
            align="end"
            entries={views.map((view) => ({
              label: view.name,
              onSelect: () => change({ filter: view.definition.filter }),
            }))}
            trigger={
              <Button size="small">
                {t('quality.fromView')}
                <ChevronDown size={13} aria-hidden="true" />
              </Button>
            }
          />
        )
      }
    >
      <section aria-label={t('quality.which')} className="rounded-control border border-line bg-surface">
        <FilterField text={definition.filter} onChange={(filter) => change({ filter })} />
      </section>
    </SettingsSection>
  )
}

const even = [...strata, 'none'] as const

function Sample({ form }: { form: QueueFormState }) {
  const t = useMessages()
  const { sample } = form.definition
  const change = (part: Partial<typeof sample>) => form.change({ sample: { ...sample, ...part } })
  return (
    <SettingsSection title={t('quality.sample')} description={t('quality.sampleWhy')}>
      <div className="flex flex-wrap items-end gap-4">
        <Amount
          label={t('quality.perWeek')}
          value={sample.perWeek}
          min={1}
          max={10_000}
          onChange={(perWeek) => change({ perWeek })}
        />
        <div className="grid gap-1">
          <span className="text-small font-medium text-muted">{t('quality.evenly')}</span>
          <SegmentedControl
            label={t('quality.evenly')}
            value={sample.stratum ?? 'none'}
            choices={even.map((value) => ({ value, label: t(`quality.stratum.${value}`) }))}
            onChange={(value) => change({ stratum: value === 'none' ? null : value })}
          />
        </div>
      </div>
    </SettingsSection>
  )
}

const plain = 'plain'

function Reviewing({ form }: { form: QueueFormState }) {
  const t = useMessages()
  const { agents } = useTeam()
  const { scorecards } = useScorecards()
  const { definition, change } = form
  const usable = scorecards.filter(({ id, isArchived }) => !isArchived || id === definition.scorecardId)
  const reviewers = agents.filter(
    ({ id, role, deactivated }) => (role !== 'agent' && !deactivated) || definition.reviewerIds.includes(id),
  )
  return (
    <SettingsSection title={t('quality.howReviewed')}>
      <div className="flex flex-wrap items-end gap-4">
        <Select
          label={t('quality.scorecard')}
          className="w-64"
          value={definition.scorecardId ?? plain}
          choices={[
            { value: plain, label: t('quality.plain') },
            ...usable.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChange={(value) => change({ scorecardId: value === plain ? null : asId<ScorecardId>(value) })}
        />
        <Amount
          label={t('quality.weeklyGoal')}
          value={definition.weeklyGoal}
          min={0}
          max={1000}
          onChange={(weeklyGoal) => change({ weeklyGoal })}
        />
      </div>
      <PeoplePicker
        label={t('quality.reviewers')}
        addLabel={t('quality.addReviewer')}
        choices={reviewers.map(({ id, name }) => ({ value: id, label: name, icon: <Avatar name={name} /> }))}
        value={definition.reviewerIds}
        onChange={(ids) => change({ reviewerIds: ids.map((id) => asId<AgentId>(id)) })}
      />
      {form.reviewersError === null ? null : (
        <p role="alert" className="text-small text-danger">
          {form.reviewersError}
        </p>
      )}
    </SettingsSection>
  )
}

function Amount(props: {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}) {
  const { min, max } = props
  return (
    <div className="w-36">
      <TextField
        label={props.label}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={String(props.value)}
        onChange={(event) =>
          props.onChange(Math.min(max, Math.max(min, Math.round(Number(event.target.value)))))
        }
      />
    </div>
  )
}
