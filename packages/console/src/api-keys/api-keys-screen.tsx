import type { ApiKeyView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { ExternalLink, KeyRound, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { describeProblem, SettingsPage, useClient, useMessages } from '../app/index.ts'
import {
  Button,
  ConfirmDialog,
  CopyField,
  ErrorState,
  ListSkeleton,
  OnceShown,
  useFormats,
  useNow,
} from '../ui/index.ts'
import { ApiKeyLine } from './api-key-line.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { apiKeysQuery, type MadeKey, useRemoveKey } from './use-api-keys.ts'

/** The keys programs call with: which there are, a new one, and an end to one. */
export function ApiKeysScreen() {
  const t = useMessages()
  const keys = useQuery(apiKeysQuery(useClient()))
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<MadeKey | null>(null)
  const [removed, setRemoved] = useState<ApiKeyView | null>(null)
  const items = keys.data?.items ?? []
  const add = (
    <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => setIsMaking(true)}>
      {t('api-keys.new')}
    </Button>
  )
  return (
    <SettingsPage
      title={t('app.settings.apiKeys')}
      description={
        <>
          {t('api-keys.what')} <ReferenceLink />
        </>
      }
      action={items.length > 0 ? add : null}
    >
      {made ? <Made made={made} onDone={() => setMade(null)} /> : null}
      {keys.isPending ? <ListSkeleton /> : null}
      {keys.isError && !keys.data ? (
        <ErrorState
          title={t('api-keys.failed')}
          description={describeProblem(keys.error, t)}
          onRetry={() => void keys.refetch()}
          busy={keys.isFetching}
        />
      ) : null}
      {keys.data && items.length === 0 ? <NoKeys action={add} /> : null}
      {items.length > 0 ? (
        <ul aria-label={t('api-keys.list')} className="border-t border-line">
          {items.map((key) => (
            <li key={key.id} className="border-b border-line">
              <ApiKeyLine apiKey={key} onRemove={() => setRemoved(key)} />
            </li>
          ))}
        </ul>
      ) : null}
      {isMaking ? (
        <NewKeyDialog
          onClose={() => setIsMaking(false)}
          onMade={(one) => {
            setIsMaking(false)
            setMade(one)
          }}
        />
      ) : null}
      {removed ? <RemoveDialog apiKey={removed} onClose={() => setRemoved(null)} /> : null}
    </SettingsPage>
  )
}

function ReferenceLink() {
  const t = useMessages()
  return (
    <a
      href="/api/v1/docs"
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
    >
      {t('api-keys.reference')}
      <ExternalLink size={12} aria-hidden="true" />
    </a>
  )
}

const curlOf = (key: string) =>
  `curl -H 'Authorization: Bearer ${key}' '${location.origin}/api/v1/sessions?list=unassigned'`

function NoKeys({ action }: { action: ReactNode }) {
  const t = useMessages()
  return (
    <div className="grid grid-cols-1 justify-items-center gap-1 border-t border-line py-10 text-center">
      <KeyRound size={20} aria-hidden="true" className="mb-2 text-faint" />
      <p className="font-strong">{t('api-keys.none')}</p>
      <p className="max-w-110 text-muted">{t('api-keys.noneWhy')}</p>
      <div className="my-3 w-full max-w-160 text-start">
        <CopyField
          label={t('api-keys.example')}
          value={curlOf('rpk_…')}
          copyLabel={t('api-keys.copy')}
          copiedLabel={t('api-keys.copied')}
        />
      </div>
      {action}
    </div>
  )
}

function Made({ made: { key, view }, onDone }: { made: MadeKey; onDone(): void }) {
  const t = useMessages()
  const words = { copyLabel: t('api-keys.copy'), copiedLabel: t('api-keys.copied') }
  return (
    <OnceShown
      title={t('api-keys.made', { name: view.name })}
      warning={t('api-keys.once')}
      doneLabel={t('api-keys.done')}
      onDone={onDone}
    >
      <CopyField label={t('api-keys.key')} value={key} {...words} />
      <CopyField label={t('api-keys.example')} value={curlOf(key)} {...words} />
    </OnceShown>
  )
}

function RemoveDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose(): void }) {
  const t = useMessages()
  const remove = useRemoveKey(onClose)
  const formats = useFormats()
  const now = useNow(30_000)
  const { lastUsedAt } = apiKey
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('api-keys.removeAsk', { name: apiKey.name })}
      description={t('api-keys.removeWhy')}
      confirmLabel={t('api-keys.remove')}
      busy={remove.isPending}
      error={remove.error === null ? null : describeProblem(remove.error, t)}
      onConfirm={() => remove.mutate(apiKey)}
      onClose={onClose}
    >
      <p>
        {lastUsedAt === null
          ? t('api-keys.removeUnused')
          : t('api-keys.removeUsed', { ago: formats.ago(lastUsedAt, now) })}
      </p>
    </ConfirmDialog>
  )
}
