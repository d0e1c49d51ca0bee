import type { TransferTarget } from '@rapport/domain'
import { Users } from 'lucide-react'
import { useMessages } from '../../app/index.ts'
import { useTeam } from '../../team/index.ts'
import { Avatar, type Choice, Combobox } from '../../ui/index.ts'

/** A team or an agent to give sessions to. */
export type TransferChoice = Choice & Readonly<{ to: TransferTarget }>

/**
 * Everybody a session can be given to, but for who has it. Teams first: who does not know a name knows what the matter
 * is about.
 */
export function useTransferChoices(holderId: string | null): readonly TransferChoice[] {
  const t = useMessages()
  const { agents, teams } = useTeam()
  return [
    ...teams.map(({ id, name }) => ({
      value: `team:${id}`,
      label: name,
      hint: t('sessions.column.team'),
      icon: <Users size={15} aria-hidden="true" className="text-faint" />,
      to: { teamId: id },
    })),
    ...agents
      .filter(({ id, deactivated }) => !deactivated && id !== holderId)
      .map(({ id, name, avatarUrl }) => ({
        value: `agent:${id}`,
        label: name,
        icon: <Avatar name={name} pictureUrl={avatarUrl} />,
        to: { agentId: id },
      })),
  ]
}

/** Where one chooses among them, by typing the beginning of a name. */
export function TransferPicker(props: {
  choices: readonly TransferChoice[]
  value: string | null
  onChange: (value: string) => void
}) {
  const t = useMessages()
  return (
    <div className="grid gap-1">
      <span className="text-small font-medium text-muted">{t('sessions.transfer.to')}</span>
      <Combobox
        {...props}
        label={t('sessions.transfer.to')}
        placeholder={t('sessions.transfer.search')}
        unchosen={t('sessions.transfer.choose')}
      />
    </div>
  )
}
