import type { InvitationView, TeamView } from '@rapport/contract/light'
import { mayGrant, type Role, roles } from '@rapport/domain'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { showProblem, useClient, useMe, useMessages } from '../app/index.ts'
import {
  Button,
  ChannelGlyph,
  CopyField,
  channelGlyphOf,
  Dialog,
  FormDialog,
  Select,
  TextField,
} from '../ui/index.ts'
import { invitationsQuery } from './invitations.tsx'
import { PeoplePicker } from './people-picker.tsx'

type Values = { email: string; role: Role; teamIds: string[]; inboxIds: string[] }

/** Invites somebody: who, as what, into which teams and inboxes. Then the link is there to be copied and sent. */
export function InviteDialog({ teams, onClose }: { teams: readonly TeamView[]; onClose(): void }) {
  const t = useMessages()
  const { form, invite, error, made } = useInvite()
  const { isSubmitting } = form.formState
  if (made?.url) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        width="medium"
        title={t('team.invited', { email: made.email })}
        description={t('team.invitedHow')}
        footer={
          <Button kind="primary" onClick={onClose}>
            {t('team.done')}
          </Button>
        }
      >
        <CopyField
          label={t('team.link')}
          value={made.url}
          copyLabel={t('team.copy')}
          copiedLabel={t('team.copied')}
        />
      </Dialog>
    )
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      width="medium"
      title={t('team.inviteTitle')}
      submitLabel={t('team.makeLink')}
      onSubmit={() => void form.handleSubmit(invite)()}
      busy={isSubmitting}
      error={error}
    >
      <InviteFields form={form} teams={teams} />
    </FormDialog>
  )
}

function InviteFields({
  form,
  teams,
}: {
  form: ReturnType<typeof useInvite>['form']
  teams: readonly TeamView[]
}) {
  const t = useMessages()
  const me = useMe()
  const client = useClient()
  // The key of the inboxes' own feature, which knows this one and so cannot be asked.
  const { data } = useQuery({
    queryKey: ['inboxes'],
    queryFn: () => client.inboxes.list({}),
    staleTime: 60_000,
  })
  return (
    <>
      <TextField
        label={t('team.email')}
        type="email"
        autoComplete="off"
        error={form.formState.errors.email?.message}
        {...form.register('email', {
          required: t('team.emailWrong'),
          pattern: { value: /^\s*[^\s@]+@[^\s@]+\s*$/, message: t('team.emailWrong') },
        })}
      />
      <Controller
        name="role"
        control={form.control}
        render={({ field }) => (
          <Select<Role>
            label={t('team.roleWord')}
            value={field.value}
            onChange={field.onChange}
            choices={roles
              .filter((role) => mayGrant(me.role, role))
              .map((value) => ({ value, label: t(`team.role.${value}`), hint: t(`team.roleHint.${value}`) }))}
          />
        )}
      />
      <Controller
        name="teamIds"
        control={form.control}
        render={({ field }) => (
          <PeoplePicker
            label={t('team.page.teams')}
            addLabel={t('team.addTeam')}
            value={field.value}
            onChange={field.onChange}
            choices={teams.map(({ id, name }) => ({ value: id as string, label: name }))}
          />
        )}
      />
      <Controller
        name="inboxIds"
        control={form.control}
        render={({ field }) => (
          <PeoplePicker
            label={t('team.inboxes')}
            addLabel={t('team.addInbox')}
            value={field.value}
            onChange={field.onChange}
            choices={(data?.items ?? []).map(({ id, name, ...channel }) => ({
              value: id as string,
              label: name,
              icon: <ChannelGlyph kind={channelGlyphOf(channel)} size={15} isDecoration />,
            }))}
          />
        )}
      />
    </>
  )
}

function useInvite() {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<Values>({ defaultValues: { email: '', role: 'agent', teamIds: [], inboxIds: [] } })
  const [error, setError] = useState<string | null>(null)
  const [made, setMade] = useState<InvitationView | null>(null)
  const invite = async (values: Values) => {
    setError(null)
    try {
      setMade(await client.invitations.create(values))
      await queries.invalidateQueries({ queryKey: invitationsQuery(client).queryKey })
    } catch (failure) {
      setError(showProblem(failure, form, t, { email_taken: t('team.emailTaken') }))
    }
  }
  return { form, invite, error, made }
}
