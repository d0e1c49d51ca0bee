import type { SessionId } from '@rapport/domain'
import { useRouter } from '@tanstack/react-router'
import { Link } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import { IconButton } from '../ui/index.ts'
import { copyText } from './copy-text.ts'

/** Copies the address of a session's page, for a colleague. */
export function CopyLink({ sessionId }: { sessionId: SessionId }) {
  const t = useMessages()
  const router = useRouter()
  return (
    <IconButton
      label={t('sessions.action.copyLink')}
      icon={<Link size={14} aria-hidden="true" />}
      onClick={() => {
        const { href } = router.buildLocation({ to: '/sessions/$sessionId', params: { sessionId } })
        copyText(new URL(href, location.origin).href, t)
      }}
    />
  )
}
