import { Controller, type UseFormReturn } from 'react-hook-form'
import { SettingsSection, useMessages } from '../app/index.ts'
import { useTeam } from '../team/index.ts'
import { Select, TextField } from '../ui/index.ts'
import { type InboxKind, type InboxValues, noTeam } from './inbox-values.ts'

/** What every inbox has: a name, where its sessions start, and the team they wait for. */
export function InboxBasics({ form, kind }: { form: UseFormReturn<InboxValues>; kind: InboxKind }) {
  const t = useMessages()
  const { teams, bots } = useTeam()
  const { errors } = form.formState
  return (
    <SettingsSection title={t('inboxes.basics')}>
      <div className="grid max-w-120 grid-cols-1 gap-3.5">
        <TextField
          label={t('inboxes.name')}
          error={errors.name?.message}
          {...form.register('name', {
            validate: (value) => value.trim() !== '' || t('inboxes.nameMissing'),
            maxLength: { value: 120, message: t('inboxes.tooLong') },
          })}
        />
        {kind === 'generic' ? (
          <TextField
            label={t('inboxes.channel')}
            isOptional
            hint={t('inboxes.channelHint')}
            error={errors.channelLabel?.message}
            {...form.register('channelLabel', { maxLength: { value: 120, message: t('inboxes.tooLong') } })}
          />
        ) : null}
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
    </SettingsSection>
  )
}
