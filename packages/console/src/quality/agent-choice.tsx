import type { AgentId } from '@rapport/domain'
import { useMessages } from '../app/index.ts'
import { useTeam } from '../team/index.ts'
import { Avatar, type Choice, Combobox } from '../ui/index.ts'

const everybody = 'all'

/** Whose work is looked at; everybody's, where that can be chosen. */
export function AgentChoice(props: {
  value: AgentId | null
  onChange: (agentId: AgentId | null) => void
  mayBeAll?: boolean
}) {
  const t = useMessages()
  const { agents } = useTeam()
  const choices: Choice[] = [
    ...(props.mayBeAll ? [{ value: everybody, label: t('quality.allAgents') }] : []),
    ...agents.map(({ id, name }) => ({ value: id, label: name, icon: <Avatar name={name} /> })),
  ]
  return (
    <div className="w-48">
      <Combobox
        label={t('quality.column.agent')}
        unchosen={t('quality.chooseAgent')}
        choices={choices}
        value={props.value ?? (props.mayBeAll ? everybody : null)}
        onChange={(value) => props.onChange(agents.find(({ id }) => id === value)?.id ?? null)}
      />
    </div>
  )
}
