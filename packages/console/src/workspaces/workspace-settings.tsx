import type { Me, WorkspaceView } from '@rapport/contract/light'
import { grantableToAgents, takeModes } from '@rapport/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, type UseFormReturn, useForm } from 'react-hook-form'
import { linesIn, meQuery, SettingsPage, showProblem, useClient, useMe, useMessages } from '../app/index.ts'
import { Button, Checkbox, Combobox, showToast, Textarea, TextField } from '../ui/index.ts'
import { nameRule } from './field-rules.ts'

/** The settings as the form holds them: outcomes one a line. */
type Values = {
  name: string
  settings: Omit<WorkspaceView['settings'], 'outcomes'> & { outcomes: string }
}

/** The workspace's own settings: its name, how sessions are taken and ended, when they count as historical. */
export function WorkspaceSettings() {
  const t = useMessages()
  const { form, save, error } = useWorkspaceForm()
  const { errors, isSubmitting, isDirty } = form.formState
  return (
    <SettingsPage title={t('app.settings.workspace')}>
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit(save)(event)}
        className="grid max-w-120 gap-5"
      >
        <TextField
          label={t('workspaces.workspaceName')}
          error={errors.name?.message}
          {...form.register('name', nameRule(t))}
        />
        <TakeModes form={form} />
        <Controller
          name="settings.confirmEnd"
          control={form.control}
          render={({ field }) => (
            <Checkbox label={t('workspaces.confirmEnd')} isChecked={field.value} onChange={field.onChange} />
          )}
        />
        <Endings form={form} />
        <AgentsMay form={form} />
        <TimeZone form={form} />
        <div className="max-w-60">
          <TextField
            label={t('workspaces.historical')}
            hint={t('workspaces.historicalHint')}
            type="number"
            min={1}
            max={365}
            error={errors.settings?.historicalAfterDays?.message}
            {...form.register('settings.historicalAfterDays', {
              valueAsNumber: true,
              validate: (days) =>
                (Number.isInteger(days) && days >= 1 && days <= 365) || t('workspaces.historicalWrong'),
            })}
          />
        </div>
        {error === null ? null : (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div>
          <Button type="submit" kind="primary" busy={isSubmitting} disabled={!isDirty}>
            {t('workspaces.save')}
          </Button>
        </div>
      </form>
    </SettingsPage>
  )
}

function TakeModes({ form }: { form: UseFormReturn<Values> }) {
  const t = useMessages()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-small font-medium text-muted">{t('workspaces.takeMode')}</legend>
      {takeModes.map((mode) => (
        <label key={mode} className="flex items-start gap-2.5 py-0.5">
          <input
            type="radio"
            value={mode}
            className="mt-0.75 size-4 accent-accent"
            {...form.register('settings.takeMode')}
          />
          <span>
            <span className="block font-medium">{t(`workspaces.takeMode.${mode}`)}</span>
            <span className="block text-muted">{t(`workspaces.takeModeHint.${mode}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What can come of a session, and what must have been said before it is ended. */
function Endings({ form }: { form: UseFormReturn<Values> }) {
  const t = useMessages()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-small font-medium text-muted">{t('workspaces.endings')}</legend>
      <Textarea
        label={t('workspaces.outcomes')}
        hint={t('workspaces.outcomesHint')}
        rows={4}
        error={form.formState.errors.settings?.outcomes?.message}
        {...form.register('settings.outcomes')}
      />
      {(['outcome', 'tag'] as const).map((one) => (
        <Controller
          key={one}
          name={`settings.endRequires.${one}`}
          control={form.control}
          render={({ field }) => (
            <Checkbox
              label={t(`workspaces.endRequires.${one}`)}
              isChecked={field.value}
              onChange={field.onChange}
            />
          )}
        />
      ))}
    </fieldset>
  )
}

function AgentsMay({ form }: { form: UseFormReturn<Values> }) {
  const t = useMessages()
  return (
    <Controller
      name="settings.agentsMay"
      control={form.control}
      render={({ field }) => (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 text-small font-medium text-muted">{t('workspaces.agentsMay')}</legend>
          {grantableToAgents.map((one) => (
            <Checkbox
              key={one}
              label={t(`workspaces.agentsMay.${one}`)}
              isChecked={field.value.includes(one)}
              onChange={(isChecked) =>
                field.onChange(
                  isChecked ? [...field.value, one] : field.value.filter((known) => known !== one),
                )
              }
            />
          ))}
        </fieldset>
      )}
    />
  )
}

const timeZones = Intl.supportedValuesOf('timeZone')

/** The zone that days and hours of filters are meant in. */
function TimeZone({ form }: { form: UseFormReturn<Values> }) {
  const t = useMessages()
  return (
    <Controller
      name="settings.timeZone"
      control={form.control}
      render={({ field }) => (
        <div className="grid max-w-80 gap-1">
          <span className="text-small font-medium text-muted">{t('workspaces.timeZone')}</span>
          <Combobox
            label={t('workspaces.timeZone')}
            value={field.value}
            onChange={field.onChange}
            choices={[...new Set(['UTC', field.value, ...timeZones])].map((value) => ({
              value,
              label: value.replaceAll('_', ' '),
            }))}
          />
          <span className="text-small text-faint">{t('workspaces.timeZoneHint')}</span>
        </div>
      )}
    />
  )
}

const valuesOf = ({ name, settings }: Pick<WorkspaceView, 'name' | 'settings'>): Values => ({
  name,
  settings: { ...settings, outcomes: settings.outcomes.join('\n') },
})

function useWorkspaceForm() {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const { workspace } = useMe()
  const form = useForm<Values>({ defaultValues: valuesOf(workspace) })
  const [error, setError] = useState<string | null>(null)
  const save = async (values: Values) => {
    setError(null)
    try {
      const { name, settings } = values
      const outcomes = linesIn(settings.outcomes)
      const saved = await client.workspaces.change({ name, settings: { ...settings, outcomes } })
      queries.setQueryData<Me>(meQuery(client).queryKey, (me) => (me ? { ...me, workspace: saved } : me))
      form.reset(valuesOf(saved))
      showToast({ title: t('workspaces.saved') })
    } catch (failure) {
      setError(showProblem(failure, form, t))
    }
  }
  return { form, save, error }
}
