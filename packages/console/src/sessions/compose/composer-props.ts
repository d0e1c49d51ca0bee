import type { PersonView } from '@rapport/contract/light'
import type { Actor, ConversationId } from '@rapport/domain'
import type { Draft } from '@rapport/sdk'
import type { Ref } from 'react'
import type { ReplyState } from '../actions/session-rights.ts'
import type { ComposerMode } from './composer-parts.tsx'
import type { KeptDraft } from './draft-keeper.ts'

/** What keys outside can tell the composer. */
export type ComposerCommands = Readonly<{ focus(mode: ComposerMode): void; refill(draft: KeptDraft): void }>

/** What a composer takes. */
export type ComposerProps = Readonly<{
  conversationId: ConversationId
  contactName: string
  reply: ReplyState
  /** Until when the channel takes a reply, or did; null where it always does. */
  replyUntil: number | null
  /** Who has the session; null while nobody does. */
  holderName: string | null
  /** The draft as the server had it when the conversation was loaded. */
  draft: KeptDraft | null
  typing: readonly Actor[]
  people: Readonly<Record<string, PersonView>>
  meId: string
  canEnd: boolean
  /**
   * Takes over what was written, and says whether it did: until then it stays in the field. `thenEnd`: the session is to
   * end once it has been sent.
   */
  onSend(draft: Draft, thenEnd: boolean): Promise<boolean>
  onTake(): void
  /** Begins a new session with the contact of one that has ended. */
  onContact(): void
  /** Shows the session that is going on already. */
  onGoToLive?: (() => void) | undefined
  onLeave(): void
  ref?: Ref<ComposerCommands>
}>
