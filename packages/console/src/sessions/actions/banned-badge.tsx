import type { BanView } from '@rapport/contract/light'
import type { ContactId } from '@rapport/domain'
import { Ban } from 'lucide-react'
import { useState } from 'react'
import { useMay, useMessages } from '../../app/index.ts'
import { Button, classNames, Popover, useFormats } from '../../ui/index.ts'
import { useBan, useBanning } from './use-ban.ts'

/**
 * Says that the contact is banned: to who may ban also why and until when, with a way to let them in again; to everybody
 * else as far as what they read says so, `isTold`. Nothing for all other contacts.
 */
export function BannedBadge({ contactId, isTold }: { contactId: ContactId; isTold: boolean }) {
  const t = useMessages()
  const ban = useBan(contactId)
  const mayBan = useMay('contacts.ban')
  if (ban !== null) return <StandingBan ban={ban} />
  if (mayBan || !isTold) return null
  return (
    <span className={badge}>
      <Ban size={13} aria-hidden="true" />
      {t('sessions.ban.badge')}
    </span>
  )
}

const badge =
  'inline-flex h-6 shrink-0 items-center gap-1 rounded-small bg-danger-soft px-1.75 text-small font-medium text-danger'

function StandingBan({ ban }: { ban: BanView }) {
  const t = useMessages()
  const formats = useFormats()
  const { lift } = useBanning()
  const [busy, setBusy] = useState(false)
  const until =
    ban.until === null
      ? t('sessions.ban.forGood')
      : t('sessions.ban.untilWhen', { when: formats.moment(ban.until) })
  return (
    <Popover
      label={t('sessions.ban.badge')}
      align="end"
      className="grid w-72 gap-2"
      trigger={
        <button type="button" className={classNames(badge, 'hover:underline')}>
          <Ban size={13} aria-hidden="true" />
          {t('sessions.ban.badge')}
        </button>
      }
    >
      <p dir="auto" className="font-strong wrap-anywhere">
        {ban.reason}
      </p>
      <p className="text-small text-muted">
        {until}
        {' · '}
        {t('sessions.ban.by', { name: ban.byName ?? 'Rapport', when: formats.moment(ban.createdAt) })}
      </p>
      {ban.refusedCount > 0 ? (
        <p className="text-small text-muted">{t('sessions.ban.refused', { n: ban.refusedCount })}</p>
      ) : null}
      <span>
        <Button
          size="small"
          busy={busy}
          onClick={() => {
            setBusy(true)
            void lift(ban).finally(() => setBusy(false))
          }}
        >
          {t('sessions.action.unban')}
        </Button>
      </span>
    </Popover>
  )
}
