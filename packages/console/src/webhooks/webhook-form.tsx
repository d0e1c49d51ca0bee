import type { WebhookView } from '@rapport/contract/light'
import type { SessionEventType } from '@rapport/domain'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages } from '../app/index.ts'
import { Button, Checkbox, TextField } from '../ui/index.ts'
import { EventChoice } from './event-choice.tsx'

/** A webhook as its form holds it. */
export type WebhookValues = { name: string; url: string; events: SessionEventType[]; withText: boolean }

const valuesOf = (webhook: WebhookView | null): WebhookValues => ({
  name: webhook?.name ?? '',
  url: webhook?.url ?? '',
  events: [...(webhook?.events ?? [])],
  withText: webhook?.withText ?? true,
})

/** What one webhook is called, where it is, and what it is told of. `save` sends it and throws why it could not. */
export function WebhookForm(props: {
  webhook: WebhookView | null
  save(values: WebhookValues): Promise<WebhookView>
}) {
  const t = useMessages()
  const { webhook } = props
  const { form, submit, error } = useWebhookForm(props)
  const { errors, isSubmitting, isDirty } = form.formState
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-140 grid-cols-1 gap-4">
      <TextField
        label={t('webhooks.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name', {
          validate: (value) => value.trim() !== '' || t('webhooks.nameMissing'),
          maxLength: { value: 120, message: t('webhooks.tooLong') },
        })}
      />
      <TextField
        label={t('webhooks.url')}
        hint={t('webhooks.urlHint')}
        type="url"
        dir="ltr"
        autoComplete="off"
        placeholder="https://example.com/hook"
        error={errors.url?.message}
        {...form.register('url', {
          validate: (value) =>
            (/^https?:\/\/./i.test(value.trim()) && URL.canParse(value.trim())) || t('webhooks.urlWrong'),
        })}
      />
      <Controller
        name="events"
        control={form.control}
        rules={{ validate: (events) => events.length > 0 || t('webhooks.toldMissing') }}
        render={({ field, fieldState }) => (
          <EventChoice value={field.value} onChange={field.onChange} error={fieldState.error?.message} />
        )}
      />
      <Controller
        name="withText"
        control={form.control}
        render={({ field }) => (
          <div>
            <Checkbox label={t('webhooks.withText')} isChecked={field.value} onChange={field.onChange} />
            <p className="ps-6 text-small text-faint">{t('webhooks.withTextHint')}</p>
          </div>
        )}
      />
      {error === null ? null : (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <div>
        <Button type="submit" kind="primary" busy={isSubmitting} disabled={webhook !== null && !isDirty}>
          {t(webhook === null ? 'webhooks.make' : 'webhooks.save')}
        </Button>
      </div>
    </form>
  )
}

function useWebhookForm({ webhook, save }: Parameters<typeof WebhookForm>[0]) {
  const t = useMessages()
  const form = useForm<WebhookValues>({ defaultValues: valuesOf(webhook) })
  const [error, setError] = useState<string | null>(null)
  const send = async (values: WebhookValues) => {
    setError(null)
    try {
      form.reset(valuesOf(await save({ ...values, url: values.url.trim() })))
    } catch (failure) {
      setError(showProblem(failure, form, t))
    }
  }
  return { form, error, submit: form.handleSubmit(send) }
}

/** Makes a webhook, or changes the one given. */
export function useSaveWebhook() {
  const { webhooks } = useClient()
  return {
    create: (values: WebhookValues) => webhooks.create(values),
    change: (webhookId: string, values: WebhookValues) => webhooks.change({ webhookId, ...values }),
  }
}
