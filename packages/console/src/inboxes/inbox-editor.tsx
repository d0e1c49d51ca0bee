import type { InboxView } from '@rapport/contract/light'
import type { ReactNode } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { SettingsPage, SettingsSection, useMessages } from '../app/index.ts'
import { Button, Checkbox, Textarea, TextField } from '../ui/index.ts'
import { InboxBasics } from './inbox-basics.tsx'
import type { InboxKind, InboxValues } from './inbox-values.ts'
import { ReplySettings } from './reply-settings.tsx'
import { type MadeInbox, useInboxForm } from './use-inbox-form.ts'
import { WhoWorks } from './who-works.tsx'

/** What the page of one inbox takes. What is not in the form stands before and after it. */
export type InboxEditorProps = Readonly<{
  inbox: InboxView | null
  kind: InboxKind
  onMade(made: MadeInbox): void
  before?: ReactNode
  after?: ReactNode
}>

/** One inbox: what it is called, where its sessions start, how it looks or where its replies go, and who works it. */
export function InboxEditor(props: InboxEditorProps) {
  const t = useMessages()
  const { inbox, kind } = props
  const { form, save, error } = useInboxForm(props)
  const { isSubmitting, isDirty } = form.formState
  return (
    <SettingsPage
      title={inbox?.name ?? t(`inboxes.add.${kind}`)}
      back={{ label: t('inboxes.back'), to: '/settings/inboxes' }}
    >
      {props.before}
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit(save)(event)}
        className="grid grid-cols-1 gap-6"
      >
        <InboxBasics form={form} kind={kind} />
        {kind === 'web' ? <Looks form={form} /> : <ReplySettings form={form} />}
        <SettingsSection title={t('inboxes.access')} description={t('inboxes.accessWhy')}>
          <WhoWorks form={form} />
        </SettingsSection>
        {error === null ? null : (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div>
          <Button type="submit" kind="primary" busy={isSubmitting} disabled={inbox !== null && !isDirty}>
            {t(inbox === null ? 'inboxes.make' : 'inboxes.save')}
          </Button>
        </div>
      </form>
      {props.after}
    </SettingsPage>
  )
}

function Looks({ form }: { form: UseFormReturn<InboxValues> }) {
  const t = useMessages()
  const { errors } = form.formState
  return (
    <SettingsSection title={t('inboxes.looks')}>
      <div className="grid max-w-120 grid-cols-1 gap-3.5">
        <TextField
          label={t('inboxes.title')}
          hint={t('inboxes.titleHint')}
          error={errors.widget?.title?.message}
          {...form.register('widget.title', { maxLength: { value: 120, message: t('inboxes.tooLong') } })}
        />
        <Textarea
          label={t('inboxes.greeting')}
          error={errors.widget?.greeting?.message}
          {...form.register('widget.greeting', { maxLength: { value: 500, message: t('inboxes.tooLong') } })}
        />
        <div className="w-28">
          <TextField
            type="color"
            label={t('inboxes.colour')}
            className="p-0.5!"
            error={errors.widget?.accent?.message}
            {...form.register('widget.accent')}
          />
        </div>
        <Textarea
          label={t('inboxes.origins')}
          isOptional
          hint={t('inboxes.originsHint')}
          dir="ltr"
          placeholder="https://shop.example.com"
          error={errors.widget?.allowedOrigins?.message}
          {...form.register('widget.allowedOrigins')}
        />
        <Controller
          name="widget.requireIdentity"
          control={form.control}
          render={({ field }) => (
            <Checkbox
              label={t('inboxes.requireIdentity')}
              isChecked={field.value}
              onChange={field.onChange}
            />
          )}
        />
      </div>
    </SettingsSection>
  )
}
