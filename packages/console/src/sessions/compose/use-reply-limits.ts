import type { AgentDetails, Conversation } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../../app/index.ts'
import { useNow } from '../../ui/index.ts'
import { cannotSendNow, type ReplyLimits } from './reply-limits.ts'

/**
 * Whether one may reply at this moment, and until when. A channel's time for a reply runs out while nothing happens, and
 * each message of the contact begins it anew: then the server is asked, because only it knows the channel's rule.
 */
export function useReplyLimits(conversation: Conversation<AgentDetails>): ReplyLimits {
  const { conversations } = useClient()
  const now = useNow(15_000)
  const { details, conversationId, messages } = conversation
  const newest = messages.findLast(({ author }) => author.kind === 'contact')?.id ?? null
  const [known, setKnown] = useState({ details, newest })
  if (known.details !== details) setKnown({ details, newest })
  const { cannotSend, replyUntil } = details.inbox
  const hasWindow = cannotSend === 'window_closed' || replyUntil !== null
  const { data } = useQuery({
    queryKey: ['reply-limits', conversationId, newest],
    queryFn: async () => (await conversations.get({ conversationId: conversationId ?? '' })).inbox,
    enabled: hasWindow && conversationId !== null && known.details === details && known.newest !== newest,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const limits = (known.newest === newest ? null : data) ?? details.inbox
  return { cannotSend: cannotSendNow(limits, now), replyUntil: limits.replyUntil }
}
