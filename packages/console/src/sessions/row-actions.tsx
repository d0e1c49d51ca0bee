import type { SessionRow } from '@rapport/contract/light'
import { useRouter } from '@tanstack/react-router'
import { ExternalLink, Hand, Link2, Mail, Maximize2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../app/index.ts'
import { IconButton } from '../ui/index.ts'
import { rightsIn } from './actions/session-rights.ts'
import { useReader } from './actions/use-reader.ts'
import { useTaking } from './actions/use-taking.ts'
import { copyText } from './copy-text.ts'
import { useMayUnread, useUnreadMark } from './use-unread-mark.ts'

/** For the pointer; the keys for the same things work from anywhere, so these are no further stops of the Tab key. */
export function RowActions({ row, onOpen }: { row: SessionRow; onOpen: (row: SessionRow) => void }) {
  const t = useMessages()
  const router = useRouter()
  const { take, takeOver } = useTaking()
  const rights = rightsIn(row.session, useReader())
  const mayUnread = useMayUnread()(row.session) && row.unread === 0
  const markUnread = useUnreadMark()
  const { id: sessionId, conversationId } = row.session
  const { href } = router.buildLocation({ to: '/sessions/$sessionId', params: { sessionId } })
  return (
    <>
      <RowAction
        label={t('sessions.action.open')}
        icon={<Maximize2 size={14} />}
        onClick={() => onOpen(row)}
      />
      <RowAction
        label={t('sessions.action.openInTab')}
        icon={<ExternalLink size={14} />}
        onClick={() => window.open(href, '_blank', 'noopener')}
      />
      <RowAction
        label={t('sessions.action.copyLink')}
        icon={<Link2 size={15} />}
        onClick={() => copyText(new URL(href, location.origin).href, t)}
      />
      {rights.take === null ? null : (
        <RowAction
          label={t('sessions.action.assignToMe')}
          icon={<Hand size={14} />}
          onClick={() => (rights.take === 'take' ? void take(sessionId, 'take') : takeOver(sessionId))}
        />
      )}
      {mayUnread ? (
        <RowAction
          label={t('sessions.action.markUnread')}
          icon={<Mail size={14} />}
          onClick={() => markUnread(conversationId)}
        />
      ) : null}
    </>
  )
}

function RowAction(props: Readonly<{ label: string; icon: ReactNode; onClick: () => void }>) {
  return (
    <IconButton
      size="small"
      tabIndex={-1}
      label={props.label}
      icon={<span aria-hidden="true">{props.icon}</span>}
      onClick={props.onClick}
    />
  )
}
