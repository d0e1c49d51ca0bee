import type { AgentView, TeamView } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages } from '../app/index.ts'
import { Avatar, Button, EmptyState, FormDialog, TextField } from '../ui/index.ts'
import { PeoplePicker } from './people-picker.tsx'
import { teamQuery } from './use-team.ts'

/** The teams, and who is in each. */
export function Teams(props: {
  agents: readonly AgentView[]
  teams: readonly TeamView[]
  mayManage: boolean
}) {
  const t = useMessages()
  const [edited, setEdited] = useState<TeamView | 'new' | null>(null)
  const { agents, teams, mayManage } = props
  const add = mayManage ? (
    <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setEdited('new')}>
      {t('team.newTeam')}
    </Button>
  ) : null
  return (
    <>
      {teams.length === 0 ? (
        <EmptyState
          icon={<Users size={20} />}
          title={t('team.noTeams')}
          description={t('team.noTeamsWhy')}
          action={add}
        />
      ) : (
        <>
          <ul>
            {teams.map((team) => (
              <li key={team.id} className="flex min-h-14 items-center gap-3 border-b border-line px-1">
                <div className="min-w-0 flex-1">
                  <bdi className="block truncate text-left font-strong [html[dir=rtl]_&]:text-right">
                    {team.name}
                  </bdi>
                  <p className="truncate text-small text-muted">
                    {membersOf(team, agents) || t('team.nobody')}
                  </p>
                </div>
                {mayManage ? (
                  <Button
                    size="small"
                    aria-label={t('team.changeOf', { name: team.name })}
                    onClick={() => setEdited(team)}
                  >
                    {t('team.change')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
          <div className="mt-3">{add}</div>
        </>
      )}
      {edited === null ? null : (
        <TeamDialog team={edited === 'new' ? null : edited} agents={agents} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

const membersOf = (team: TeamView, agents: readonly AgentView[]): string =>
  agents
    .filter(({ id }) => team.agentIds.includes(id))
    .map(({ name }) => name)
    .join(', ')

type Values = { name: string; agentIds: string[] }

function TeamDialog(props: { team: TeamView | null; agents: readonly AgentView[]; onClose(): void }) {
  const t = useMessages()
  const { team, agents, onClose } = props
  const { form, save, error } = useTeamForm(team, onClose)
  const { errors, isSubmitting } = form.formState
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={team?.name ?? t('team.newTeam')}
      submitLabel={t('team.save')}
      onSubmit={() => void form.handleSubmit(save)()}
      busy={isSubmitting}
      error={error}
    >
      <TextField
        label={t('team.teamName')}
        error={errors.name?.message}
        {...form.register('name', { validate: (name) => name.trim() !== '' || t('team.nameMissing') })}
      />
      <Controller
        name="agentIds"
        control={form.control}
        render={({ field }) => (
          <PeoplePicker
            label={t('team.page.members')}
            addLabel={t('team.addMember')}
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
    </FormDialog>
  )
}

function useTeamForm(team: TeamView | null, onSaved: () => void) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<Values>({
    defaultValues: { name: team?.name ?? '', agentIds: [...(team?.agentIds ?? [])] },
  })
  const [error, setError] = useState<string | null>(null)
  const save = async (values: Values) => {
    setError(null)
    try {
      if (team === null) await client.team.createTeam(values)
      else await client.team.changeTeam({ teamId: team.id, ...values })
      await queries.invalidateQueries({ queryKey: teamQuery(client).queryKey })
      onSaved()
    } catch (failure) {
      setError(showProblem(failure, form, t, { name_taken: t('team.nameTaken') }))
    }
  }
  return { form, save, error }
}
