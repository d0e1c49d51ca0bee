import type { AgentView, TeamView } from '@rapport/contract/light'
import { mayGrant, type Role, roles } from '@rapport/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, UserCheck, UserX } from 'lucide-react'
import { describeProblem, useClient, useMe, useMessages } from '../app/index.ts'
import { Avatar, Badge, IconButton, Menu, Select, showToast } from '../ui/index.ts'
import { teamQuery } from './use-team.ts'

/** Everybody who has a login here: what they may do, in which teams they are, and whether they are let in. */
export function Members({
  agents,
  teams,
  mayManage,
}: {
  agents: readonly AgentView[]
  teams: readonly TeamView[]
  mayManage: boolean
}) {
  const sorted = agents.toSorted(
    (a, b) => Number(a.deactivated) - Number(b.deactivated) || a.name.localeCompare(b.name),
  )
  return (
    <ul>
      {sorted.map((agent) => (
        <li key={agent.id} className="border-b border-line">
          <Member agent={agent} teams={teams} mayManage={mayManage} />
        </li>
      ))}
    </ul>
  )
}

function Member({
  agent,
  teams,
  mayManage,
}: {
  agent: AgentView
  teams: readonly TeamView[]
  mayManage: boolean
}) {
  const t = useMessages()
  const me = useMe()
  const change = useMemberChanges()
  const isMe = agent.id === me.user.id
  const mayChange = mayManage && mayGrant(me.role, agent.role)
  const teamNames = teams.filter(({ id }) => agent.teamIds.includes(id)).map(({ name }) => name)
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 px-1 py-1.5">
      <span className={agent.deactivated ? 'opacity-50' : ''}>
        <Avatar name={agent.name} pictureUrl={agent.avatarUrl} size="large" />
      </span>
      <div className="min-w-40 flex-1">
        <p className="flex items-center gap-1.5">
          <bdi className="truncate font-strong">{agent.name}</bdi>
          {isMe ? <Badge>{t('team.you')}</Badge> : null}
          {agent.deactivated ? <Badge>{t('team.deactivated')}</Badge> : null}
        </p>
        <p className="truncate text-small text-muted">{[agent.email, ...teamNames].join(' · ')}</p>
      </div>
      {mayChange && !agent.deactivated ? (
        <Select<Role>
          label={t('team.roleOf', { name: agent.name })}
          hideLabel
          className="w-34 max-sm:ms-11"
          value={agent.role}
          onChange={(role) => change.mutate({ agent, role })}
          choices={roles.map((value) => ({
            value,
            label: t(`team.role.${value}`),
            isDisabled: !mayGrant(me.role, value),
          }))}
        />
      ) : (
        <span className="w-34 px-2.5 text-muted max-sm:ms-8.5">{t(`team.role.${agent.role}`)}</span>
      )}
      {mayChange && !isMe ? (
        <Menu
          align="end"
          trigger={
            <IconButton label={t('team.moreFor', { name: agent.name })} icon={<Ellipsis size={16} />} />
          }
          entries={[
            agent.deactivated
              ? {
                  label: t('team.reactivate'),
                  icon: <UserCheck size={15} />,
                  onSelect: () => change.mutate({ agent, to: 'reactivate' }),
                }
              : {
                  label: t('team.deactivate'),
                  icon: <UserX size={15} />,
                  isDangerous: true,
                  onSelect: () => change.mutate({ agent, to: 'deactivate' }),
                },
          ]}
        />
      ) : (
        <span className="w-7.5" />
      )}
    </div>
  )
}

type Change = Readonly<{ agent: AgentView } & ({ role: Role } | { to: 'deactivate' | 'reactivate' })>

/** Changes to a member. Letting somebody out can be undone, so nobody is asked before it. */
function useMemberChanges() {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: (change: Change) => {
      const { id: agentId } = change.agent
      return 'role' in change
        ? client.team.changeRole({ agentId, role: change.role })
        : client.team[change.to]({ agentId })
    },
    onSuccess: async (_, change) => {
      await queries.invalidateQueries({ queryKey: teamQuery(client).queryKey })
      if (!('to' in change) || change.to !== 'deactivate') return
      showToast({
        title: t('team.deactivatedNow', { name: change.agent.name }),
        action: {
          label: t('team.undo'),
          onPress: () => mutation.mutate({ agent: change.agent, to: 'reactivate' }),
        },
      })
    },
    onError: (error, { agent }) =>
      void showToast({
        title: t('team.unchanged', { name: agent.name }),
        description: describeProblem(error, t, { last_owner: t('team.lastOwner') }),
        kind: 'error',
      }),
  })
  return mutation
}
