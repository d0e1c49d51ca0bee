import type { InboxView } from '@rapport/contract/light'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem, SettingsSection, useClient, useMessages } from '../app/index.ts'
import { Button, ConfirmDialog, CopyField, Skeleton, useFormats, useNow } from '../ui/index.ts'
import { ChannelSecrets, SendingExample } from './channel-secrets.tsx'
import type { NewSecrets } from './use-inbox-form.ts'

const purposes = ['inbound', 'outbound'] as const
type Purpose = (typeof purposes)[number]

const secretsKey = (inboxId: string) => ['inboxes', 'secrets', inboxId]

/** How a program reaches a generic channel: the address it sends to, and what signs each way. */
export function GenericConnection({ inbox }: { inbox: InboxView }) {
  const t = useMessages()
  const [shown, setShown] = useState<Partial<NewSecrets> | null>(null)
  const [isExampleOpen, setIsExampleOpen] = useState(false)
  const hookUrl = inbox.generic?.hookUrl
  return (
    <SettingsSection title={t('inboxes.connect')} description={t('inboxes.connectHow')}>
      {shown ? <ChannelSecrets inbox={inbox} secrets={shown} onDone={() => setShown(null)} /> : null}
      {hookUrl ? (
        <CopyField
          label={t('inboxes.hook')}
          value={hookUrl}
          copyLabel={t('inboxes.copy')}
          copiedLabel={t('inboxes.copied')}
        />
      ) : null}
      <Secrets inboxId={inbox.id} onRotated={setShown} />
      {hookUrl && shown === null ? (
        <div className="grid grid-cols-1 gap-2">
          <div>
            <Button
              size="small"
              kind="quiet"
              aria-expanded={isExampleOpen}
              onClick={() => setIsExampleOpen(!isExampleOpen)}
            >
              {t(isExampleOpen ? 'inboxes.exampleHide' : 'inboxes.exampleShow')}
            </Button>
          </div>
          {isExampleOpen ? <SendingExample hookUrl={hookUrl} secret="whsec_…" /> : null}
        </div>
      ) : null}
    </SettingsSection>
  )
}

function Secrets({ inboxId, onRotated }: { inboxId: string; onRotated(made: Partial<NewSecrets>): void }) {
  const t = useMessages()
  const { inboxes } = useClient()
  const secrets = useQuery({
    queryKey: secretsKey(inboxId),
    queryFn: () => inboxes.secrets({ inboxId }),
    staleTime: 0,
  })
  const [rotated, setRotated] = useState<Purpose | null>(null)
  if (secrets.isError && !secrets.data) {
    return (
      <p role="alert" className="text-danger">
        {describeProblem(secrets.error, t)}
      </p>
    )
  }
  return (
    <>
      <ul className="grid grid-cols-1">
        {purposes.map((purpose) => (
          <SecretLine
            key={purpose}
            purpose={purpose}
            held={secrets.data?.items.filter((one) => one.purpose === purpose) ?? null}
            onRotate={() => setRotated(purpose)}
          />
        ))}
      </ul>
      {rotated ? (
        <RotateDialog
          inboxId={inboxId}
          purpose={rotated}
          isFirst={!secrets.data?.items.some(({ purpose }) => purpose === rotated)}
          onRotated={onRotated}
          onClose={() => setRotated(null)}
        />
      ) : null}
    </>
  )
}

type Held = Readonly<{ hint: string; createdAt: number; expiresAt: number | null }>

function SecretLine(props: { purpose: Purpose; held: readonly Held[] | null; onRotate(): void }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(15_000)
  const { purpose, held } = props
  const current = held?.find(({ expiresAt }) => expiresAt === null)
  const old = held?.filter(({ expiresAt }) => expiresAt !== null) ?? []
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line-soft py-1.5">
      <div className="min-w-52 flex-1">
        <p className="font-medium">{t(`inboxes.secretFor.${purpose}`)}</p>
        {held === null ? <Skeleton className="mt-1 h-2.5 w-44" /> : null}
        {held !== null && !current ? (
          <p className="text-small text-waiting">{t(`inboxes.secretMissing.${purpose}`)}</p>
        ) : null}
        {current ? (
          <p className="text-small text-muted">
            {t('inboxes.secretIs', { hint: current.hint, ago: formats.ago(current.createdAt, now) })}
          </p>
        ) : null}
        {old.map(({ hint, expiresAt }) => (
          <p key={hint} className="text-small text-waiting">
            {t('inboxes.secretOld', { hint, when: formats.moment(expiresAt ?? 0) })}
          </p>
        ))}
      </div>
      <Button
        size="small"
        disabled={held === null}
        aria-label={t(current ? `inboxes.rotateOf.${purpose}` : `inboxes.makeOf.${purpose}`)}
        onClick={props.onRotate}
      >
        {t(current ? 'inboxes.rotate' : 'inboxes.makeSecret')}
      </Button>
    </li>
  )
}

function RotateDialog(props: {
  inboxId: string
  purpose: Purpose
  isFirst: boolean
  onRotated(made: Partial<NewSecrets>): void
  onClose(): void
}) {
  const t = useMessages()
  const { inboxes } = useClient()
  const queries = useQueryClient()
  const { inboxId, purpose, isFirst } = props
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const rotate = () => {
    setIsBusy(true)
    inboxes.rotateSecret({ inboxId, purpose }).then(
      ({ secret }) => {
        props.onRotated(purpose === 'inbound' ? { inboundSecret: secret } : { outboundSecret: secret })
        props.onClose()
        void queries.invalidateQueries({ queryKey: secretsKey(inboxId) })
      },
      (failure: unknown) => {
        setIsBusy(false)
        setError(describeProblem(failure, t))
      },
    )
  }
  return (
    <ConfirmDialog
      isOpen
      title={t(isFirst ? 'inboxes.makeAsk' : 'inboxes.rotateAsk')}
      description={t(isFirst ? 'inboxes.makeWhy' : `inboxes.rotateWhy.${purpose}`)}
      confirmLabel={t(isFirst ? 'inboxes.makeSecret' : 'inboxes.rotate')}
      busy={isBusy}
      error={error}
      onConfirm={rotate}
      onClose={props.onClose}
    />
  )
}
