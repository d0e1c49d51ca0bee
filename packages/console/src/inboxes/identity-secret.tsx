import type { InboxId } from '@rapport/domain'
import { useState } from 'react'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import { Banner, Button, ConfirmDialog, CopyField } from '../ui/index.ts'
import { signingExample } from './inbox-values.ts'

/** The key a page signs its visitors with: made here, shown this once, with how it is used. */
export function IdentitySecret({ inboxId }: { inboxId: InboxId }) {
  const t = useMessages()
  const { inboxes } = useClient()
  const [secret, setSecret] = useState<string | null>(null)
  const [asked, setAsked] = useState<{ busy: boolean; error: string | null } | null>(null)
  const words = { copyLabel: t('inboxes.copy'), copiedLabel: t('inboxes.copied') }
  const make = () => {
    setAsked({ busy: true, error: null })
    inboxes.identitySecret({ inboxId }).then(
      (made) => {
        setSecret(made.secret)
        setAsked(null)
      },
      (error: unknown) => setAsked({ busy: false, error: describeProblem(error, t) }),
    )
  }
  return (
    <>
      {secret === null ? (
        <div>
          <Button onClick={() => setAsked({ busy: false, error: null })}>{t('inboxes.secretMake')}</Button>
        </div>
      ) : (
        <>
          <Banner kind="note">{t('inboxes.secretOnce')}</Banner>
          <CopyField label={t('inboxes.secret')} value={secret} {...words} />
          <CopyField label={t('inboxes.secretExample')} value={signingExample(secret)} {...words} />
        </>
      )}
      {asked === null ? null : (
        <ConfirmDialog
          isOpen
          title={t('inboxes.secretAsk')}
          description={t('inboxes.secretAskWhy')}
          confirmLabel={t('inboxes.secretMake')}
          busy={asked.busy}
          error={asked.error}
          onConfirm={make}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
