import type { AgentDetails, Conversation } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../../app/index.ts'
import { useNow } from '../../ui/index.ts'
import { cannotSendNow, type ReplyLimits } from './reply-limits.ts'

/**
 * Whether one may reply at this moment, and until when. A channel's time for a reply runs out while nothing happens, and
 * each message of the contact begins it anew: then the server is asked, because only it knows the channel's rule. While the
 * contact is banned it is asked again and again, for a ban ends without a word.
 */
export function useReplyLimits(conversation: Conversation<AgentDetails>): ReplyLimits {
  const { conversations } = useClient()
  const now = useNow(15_000)
  const { details, conversationId, messages } = conversation
  const newest = messages.findLast(({ author }) => author.kind === 'contact')?.id ?? null
  const [known, setKnown] = useState({ details, newest })
  if (known.details !== details) setKnown({ details, newest })
  const { cannotSend, replyUntil } = details.inbox
  const isBanned = cannotSend === 'contact_banned'
  const hasWindow = cannotSend === 'window_closed' || replyUntil !== null
  const isAsked = known.details === details && (isBanned || (hasWindow && known.newest !== newest))
  const { data } = useQuery({
    queryKey: ['reply-limits', conversationId, newest],
    queryFn: async () => (await conversations.get({ conversationId: conversationId ?? '' })).inbox,
    enabled: isAsked && conversationId !== null,
    refetchInterval: isBanned ? 60_000 : false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const limits = (isAsked ? data : null) ?? details.inbox
  return { cannotSend: cannotSendNow(limits, now), replyUntil: limits.replyUntil }
}
