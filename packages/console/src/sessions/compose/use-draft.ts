import type { ConversationId } from '@rapport/domain'
import { useEffect, useState } from 'react'
import { type ConsoleClient, useClient } from '../../app/index.ts'
import { createDraftKeeper, type DraftKeeper, type KeptDraft } from './draft-keeper.ts'

// One to a conversation for as long as the page lives: what was typed here is newer than what a snapshot says.
const keepers = new WeakMap<ConsoleClient, Map<ConversationId, DraftKeeper>>()

function keeperOf(client: ConsoleClient, conversationId: ConversationId): DraftKeeper {
  const known = keepers.get(client) ?? new Map<ConversationId, DraftKeeper>()
  keepers.set(client, known)
  const keeper =
    known.get(conversationId) ??
    createDraftKeeper(({ text, files }) =>
      client.conversations.saveDraft({ conversationId, text, fileIds: files.map(({ id }) => id) }),
    )
  known.set(conversationId, keeper)
  return keeper
}

/** The unsent reply of a conversation: what was typed on this page, else what the server kept. Saved by itself. */
export function useDraft(conversationId: ConversationId, fromServer: KeptDraft | null) {
  const keeper = keeperOf(useClient(), conversationId)
  const [initial] = useState<KeptDraft>(() => keeper.get() ?? fromServer ?? { text: '', files: [] })
  useEffect(() => {
    addEventListener('pagehide', keeper.flush)
    return () => {
      removeEventListener('pagehide', keeper.flush)
      keeper.flush()
    }
  }, [keeper])
  return { initial, keeper }
}
