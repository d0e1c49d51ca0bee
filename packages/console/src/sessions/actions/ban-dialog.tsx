import type { ContactId } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient, useMessages } from '../../app/index.ts'
import { FormDialog, Select, Textarea, TextField } from '../../ui/index.ts'
import { type BanLength, banEnd, banLengths } from './ban-lengths.ts'
import { describeError } from './describe-error.ts'
import { useBanning } from './use-ban.ts'

/** Bans a contact: why, until when, and what it ends. Undo stands in what is said afterwards. */
export function BanDialog({
  contactId,
  contactName,
  onClose,
}: {
  contactId: ContactId
  contactName: string
  onClose(): void
}) {
  const t = useMessages()
  const { ban } = useBanning()
  const [reason, setReason] = useState('')
  const [length, setLength] = useState<BanLength>('always')
  const [date, setDate] = useState('')
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const until = banEnd(length, date, useOpenedAt())

  const submit = () => {
    if (until === undefined) return
    setState({ busy: true, error: null })
    ban(contactId, reason.trim(), until).then(onClose, (error: unknown) =>
      setState({ busy: false, error: describeError(error, t) }),
    )
  }
  return (
    <FormDialog
      isOpen
      isDangerous
      title={t('sessions.ban.title', { name: contactName })}
      description={t('sessions.ban.what')}
      submitLabel={t('sessions.action.ban')}
      busy={state.busy}
      isReady={reason.trim() !== '' && until !== undefined}
      error={state.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('sessions.ban.reason')}
        hint={t('sessions.ban.reasonHint')}
        value={reason}
        maxLength={500}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="grid grid-cols-2 items-start gap-3 max-sm:grid-cols-1">
        <Select
          label={t('sessions.ban.until')}
          value={length}
          choices={banLengths.map((value) => ({ value, label: t(`sessions.ban.length.${value}`) }))}
          onChange={setLength}
        />
        {length === 'date' ? (
          <TextField
            type="date"
            label={t('sessions.ban.date')}
            value={date}
            error={date !== '' && until === undefined ? t('sessions.ban.datePast') : null}
            onChange={(event) => setDate(event.target.value)}
          />
        ) : null}
      </div>
      <LiveSessions contactId={contactId} />
    </FormDialog>
  )
}

/** When the dialog was opened: what "1 day" is counted from, the same at every letter of the reason. */
const useOpenedAt = (): number => useState(() => Date.now())[0]

/** How many sessions end with the ban; nothing while it is not known. */
function LiveSessions({ contactId }: { contactId: ContactId }) {
  const t = useMessages()
  const { sessions } = useClient()
  const { data } = useQuery({
    queryKey: ['sessions', 'live-of', contactId],
    queryFn: () => sessions.count({ filter: `contact:any(${contactId}) state:none(ended)` }),
    staleTime: 0,
  })
  return (
    <p role="status" className="min-h-5 text-small text-muted">
      {data === undefined ? '' : t('sessions.ban.ends', { n: data.count })}
    </p>
  )
}
