import { can } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { SettingsPage, useClient, useMe, useMessages } from '../app/index.ts'
import { Button, ErrorState, Skeleton, Tabs } from '../ui/index.ts'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { Members } from './members.tsx'
import { Teams } from './teams.tsx'
import { teamQuery, useTeam } from './use-team.ts'

type Page = 'members' | 'teams' | 'invitations'

/** The people of the workspace: members with their roles, teams, and who is invited. */
export function TeamSettings() {
  const t = useMessages()
  const { role } = useMe()
  const mayManage = can(role, 'team.manage')
  const { teams } = useTeam()
  const [page, setPage] = useState<Page>('members')
  const [isInviting, setIsInviting] = useState(false)
  const pages: Page[] = mayManage ? ['members', 'teams', 'invitations'] : ['members', 'teams']
  return (
    <SettingsPage
      title={t('app.settings.team')}
      action={
        mayManage ? (
          <Button
            kind="primary"
            icon={<UserPlus size={15} aria-hidden="true" />}
            onClick={() => setIsInviting(true)}
          >
            {t('team.invite')}
          </Button>
        ) : null
      }
    >
      <Tabs
        label={t('app.settings.team')}
        value={page}
        onChange={setPage}
        items={pages.map((value) => ({ value, label: t(`team.page.${value}`) }))}
        listClassName="px-0!"
        panelClassName="pt-3"
        panel={<TeamPage page={page} mayManage={mayManage} />}
      />
      {isInviting ? <InviteDialog teams={teams} onClose={() => setIsInviting(false)} /> : null}
    </SettingsPage>
  )
}

function TeamPage({ page, mayManage }: { page: Page; mayManage: boolean }) {
  const t = useMessages()
  const team = useQuery(teamQuery(useClient()))
  if (team.isPending) return <PeopleSkeleton />
  if (team.isError) {
    return <ErrorState title={t('team.failed')} onRetry={() => void team.refetch()} busy={team.isFetching} />
  }
  const { agents, teams } = team.data
  switch (page) {
    case 'members':
      return <Members agents={agents} teams={teams} mayManage={mayManage} />
    case 'teams':
      return <Teams agents={agents} teams={teams} mayManage={mayManage} />
    case 'invitations':
      return <Invitations />
  }
}

const PeopleSkeleton = () => (
  <div aria-hidden="true">
    {[0, 1, 2, 3].map((n) => (
      <div key={n} className="flex h-14 items-center gap-3 border-b border-line px-1">
        <Skeleton className="size-8 rounded-full" />
        <Skeleton className="h-3 w-48" />
      </div>
    ))}
  </div>
)
