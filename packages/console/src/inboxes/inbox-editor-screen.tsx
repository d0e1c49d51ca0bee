import type { InboxView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { describeProblem, SettingsPage, SettingsSection, useClient, useMessages } from '../app/index.ts'
import { CopyField, EmptyState, ErrorState, LoadingPane } from '../ui/index.ts'
import { GenericConnection } from './generic-connection.tsx'
import { IdentitySecret } from './identity-secret.tsx'
import { InboxEditor } from './inbox-editor.tsx'
import { snippetOf } from './inbox-values.ts'
import { inboxesQuery } from './use-inboxes.ts'

/** The page of one inbox, whichever its kind. */
export function InboxEditorScreen() {
  const t = useMessages()
  const { inboxId } = useParams({ from: '/shell/settings/inboxes/$inboxId' })
  const inboxes = useQuery(inboxesQuery(useClient()))
  const inbox = inboxes.data?.items.find(({ id }) => id === inboxId)
  if (inbox?.widget) return <WebInbox key={inbox.id} inbox={inbox} />
  if (inbox?.channelKind === 'generic') return <GenericInbox key={inbox.id} inbox={inbox} />
  return (
    <SettingsPage
      title={t('app.settings.inboxes')}
      back={{ label: t('inboxes.back'), to: '/settings/inboxes' }}
    >
      {inboxes.isPending ? <LoadingPane /> : null}
      {inboxes.isError ? (
        <ErrorState
          title={t('inboxes.failed')}
          description={describeProblem(inboxes.error, t)}
          onRetry={() => void inboxes.refetch()}
          busy={inboxes.isFetching}
        />
      ) : null}
      {inboxes.isSuccess ? (
        <EmptyState title={t('inboxes.missing')} description={t('inboxes.missingWhy')} />
      ) : null}
    </SettingsPage>
  )
}

const nobody = () => undefined

function WebInbox({ inbox }: { inbox: InboxView }) {
  const t = useMessages()
  return (
    <InboxEditor
      inbox={inbox}
      kind="web"
      onMade={nobody}
      before={
        <SettingsSection title={t('inboxes.install')} description={t('inboxes.installHow')}>
          <CopyField
            label={t('inboxes.snippet')}
            value={snippetOf(location.origin, inbox.widget?.key ?? '')}
            copyLabel={t('inboxes.copy')}
            copiedLabel={t('inboxes.copied')}
          />
        </SettingsSection>
      }
      after={
        <SettingsSection title={t('inboxes.identity')} description={t('inboxes.identityWhy')}>
          <IdentitySecret inboxId={inbox.id} />
        </SettingsSection>
      }
    />
  )
}

function GenericInbox({ inbox }: { inbox: InboxView }) {
  return (
    <InboxEditor inbox={inbox} kind="generic" onMade={nobody} before={<GenericConnection inbox={inbox} />} />
  )
}
