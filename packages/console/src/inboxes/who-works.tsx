import { Users } from 'lucide-react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMessages } from '../app/index.ts'
import { PeoplePicker, useTeam } from '../team/index.ts'
import { Avatar } from '../ui/index.ts'
import type { InboxValues } from './inbox-values.ts'

/** Which teams and which single agents work an inbox. */
export function WhoWorks({ form }: { form: UseFormReturn<InboxValues> }) {
  const t = useMessages()
  const { agents, teams } = useTeam()
  return (
    <div className="grid max-w-120 gap-3.5">
      <Controller
        name="teamIds"
        control={form.control}
        render={({ field }) => (
          <PeoplePicker
            label={t('inboxes.teams')}
            addLabel={t('inboxes.addTeam')}
            value={field.value}
            onChange={field.onChange}
            choices={teams.map(({ id, name }) => ({
              value: id as string,
              label: name,
              icon: <Users size={15} aria-hidden="true" className="text-faint" />,
            }))}
          />
        )}
      />
      <Controller
        name="agentIds"
        control={form.control}
        render={({ field }) => (
          <PeoplePicker
            label={t('inboxes.agents')}
            addLabel={t('inboxes.addAgent')}
            value={field.value}
            onChange={field.onChange}
            choices={agents
              .filter(({ deactivated }) => !deactivated)
              .map(({ id, name, avatarUrl }) => ({
                value: id as string,
                label: name,
                icon: <Avatar name={name} pictureUrl={avatarUrl} />,
              }))}
          />
        )}
      />
    </div>
  )
}
