import type { SessionId } from '@rapport/domain'
import { isRapportError, newClientId } from '@rapport/sdk'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient, useMay, useMessages } from '../app/index.ts'
import { FormDialog, showToast, TextField } from '../ui/index.ts'
import { describeExportProblem } from './describe-export-problem.ts'

/** Sends what was said in a session to an address, first of all its contact's own. Notes never go with it. */
export function MailDialog(props: { sessionId: SessionId; email: string | null; onClose(): void }) {
  const t = useMessages()
  const { sessionId, onClose } = props
  const { exports } = useClient()
  const [to, setTo] = useState(props.email ?? '')
  const [clientId] = useState(newClientId)
  const send = useMutation({
    mutationFn: (address: string) => exports.mailTranscript({ sessionId, clientId, to: address }),
    onSuccess: (_, address) => {
      showToast({ title: t('exports.mail.sent', { address }) })
      onClose()
    },
  })
  const isAddress = /^\S+@\S+\.\S+$/.test(to.trim())
  return (
    <FormDialog
      isOpen
      title={t('exports.mail.title')}
      description={t('exports.mail.what')}
      submitLabel={t('exports.mail.send')}
      busy={send.isPending}
      isReady={isAddress}
      error={send.error === null ? null : <Problem error={send.error} />}
      onSubmit={() => send.mutate(to.trim())}
      onClose={onClose}
    >
      <TextField
        type="email"
        dir="ltr"
        autoComplete="off"
        label={t('exports.mail.to')}
        hint={t(
          props.email === null
            ? 'exports.mail.noAddress'
            : to.trim() === props.email
              ? 'exports.mail.contactAddress'
              : 'exports.mail.otherAddress',
        )}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
    </FormDialog>
  )
}

/** What went wrong; for whoever looks after the workspace, where it is said how mail is set up. */
function Problem({ error }: { error: unknown }) {
  const t = useMessages()
  const mayManage = useMay('workspace.manage')
  const isNotSetUp = isRapportError(error) && error.code === 'mail_not_set_up'
  return (
    <>
      {describeExportProblem(error, t)}{' '}
      {isNotSetUp ? t(mayManage ? 'exports.mail.variables' : 'exports.mail.operators') : null}
    </>
  )
}
