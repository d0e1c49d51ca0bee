import type { InboxView } from '@rapport/contract/light'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { SettingsPage, useMessages } from '../app/index.ts'
import { useTeam } from '../team/index.ts'
import { Button, Checkbox, CopyField, Select, Textarea, TextField } from '../ui/index.ts'
import { IdentitySecret } from './identity-secret.tsx'
import { type InboxValues, noTeam, snippetOf } from './inbox-values.ts'
import { useInboxForm } from './use-inbox-form.ts'
import { WhoWorks } from './who-works.tsx'

/** One web chat: what it is called, where its sessions start, how it looks, who works it, how to put it on a page. */
export function InboxEditor(props: { inbox: InboxView | null; onMade(id: string): void; onBack(): void }) {
  const t = useMessages()
  const { inbox } = props
  const { form, save, error } = useInboxForm(inbox, props.onMade)
  const { isSubmitting, isDirty } = form.formState
  return (
    <SettingsPage
      title={inbox?.name ?? t('inboxes.add')}
      action={
        <Button
          icon={<ArrowLeft size={15} aria-hidden="true" className="rtl:rotate-180" />}
          onClick={props.onBack}
        >
          {t('inboxes.back')}
        </Button>
      }
    >
      {inbox?.widget ? (
        <Part title={t('inboxes.install')} description={t('inboxes.installHow')}>
          <CopyField
            label={t('inboxes.snippet')}
            value={snippetOf(location.origin, inbox.widget.key)}
            copyLabel={t('inboxes.copy')}
            copiedLabel={t('inboxes.copied')}
          />
        </Part>
      ) : null}
      <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)} className="grid gap-6">
        <Basics form={form} />
        <Looks form={form} />
        <Part title={t('inboxes.access')} description={t('inboxes.accessWhy')}>
          <WhoWorks form={form} />
        </Part>
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
      {inbox ? (
        <Part title={t('inboxes.identity')} description={t('inboxes.identityWhy')}>
          <IdentitySecret inboxId={inbox.id} />
        </Part>
      ) : null}
    </SettingsPage>
  )
}

function Part({
  title,
  description,
  children,
}: {
  title: string
  description?: string
  children: ReactNode
}) {
  return (
    <section className="grid gap-3 border-t border-line pt-4">
      <div>
        <h2 className="font-strong">{title}</h2>
        {description ? <p className="text-muted">{description}</p> : null}
      </div>
      {children}
    </section>
  )
}

function Basics({ form }: { form: UseFormReturn<InboxValues> }) {
  const t = useMessages()
  const { teams, bots } = useTeam()
  return (
    <Part title={t('inboxes.basics')}>
      <div className="grid max-w-120 gap-3.5">
        <TextField
          label={t('inboxes.name')}
          error={form.formState.errors.name?.message}
          {...form.register('name', {
            validate: (value) => value.trim() !== '' || t('inboxes.nameMissing'),
            maxLength: { value: 120, message: t('inboxes.tooLong') },
          })}
        />
        <Controller
          name="starts"
          control={form.control}
          render={({ field }) => (
            <Select
              label={t('inboxes.startsIn')}
              value={field.value}
              onChange={field.onChange}
              choices={[
                { value: 'unassigned', label: t('inboxes.starts.unassigned') },
                ...bots.map(({ id, name }) => ({
                  value: id as string,
                  label: t('inboxes.startsWith', { name }),
                })),
              ]}
            />
          )}
        />
        <Controller
          name="teamId"
          control={form.control}
          render={({ field }) => (
            <Select
              label={t('inboxes.team')}
              value={field.value}
              onChange={field.onChange}
              choices={[
                { value: noTeam, label: t('inboxes.teamNone') },
                ...teams.map(({ id, name }) => ({ value: id as string, label: name })),
              ]}
            />
          )}
        />
      </div>
    </Part>
  )
}

function Looks({ form }: { form: UseFormReturn<InboxValues> }) {
  const t = useMessages()
  const { errors } = form.formState
  return (
    <Part title={t('inboxes.looks')}>
      <div className="grid max-w-120 gap-3.5">
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
    </Part>
  )
}
