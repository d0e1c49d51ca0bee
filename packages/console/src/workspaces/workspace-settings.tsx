import type { Me } from '@rapport/contract/light'
import { type TakeMode, takeModes } from '@rapport/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, type UseFormReturn, useForm } from 'react-hook-form'
import { meQuery, SettingsPage, showProblem, useClient, useMe, useMessages } from '../app/index.ts'
import { Button, Checkbox, showToast, TextField } from '../ui/index.ts'
import { nameRule } from './field-rules.ts'

type Values = {
  name: string
  settings: { takeMode: TakeMode; confirmEnd: boolean; historicalAfterDays: number }
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

function useWorkspaceForm() {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const { workspace } = useMe()
  const form = useForm<Values>({ defaultValues: { name: workspace.name, settings: workspace.settings } })
  const [error, setError] = useState<string | null>(null)
  const save = async (values: Values) => {
    setError(null)
    try {
      const saved = await client.workspaces.change(values)
      queries.setQueryData<Me>(meQuery(client).queryKey, (me) => (me ? { ...me, workspace: saved } : me))
      form.reset({ name: saved.name, settings: saved.settings })
      showToast({ title: t('workspaces.saved') })
    } catch (failure) {
      setError(showProblem(failure, form, t))
    }
  }
  return { form, save, error }
}
