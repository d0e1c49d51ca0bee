import type { MessageView } from '@rapport/contract/light'
import { asId, instant } from '@rapport/domain'

/** A message as it was just said, by an agent unless said otherwise: nothing has become of it yet. */
export const aMessageView = (change: Partial<MessageView> = {}): MessageView => ({
  id: asId('m'),
  sessionId: asId('s'),
  version: 2,
  author: { kind: 'agent', id: asId('ana') },
  at: instant(0),
  text: 'words',
  files: [],
  clientId: null,
  deliveredAt: null,
  readAt: null,
  delivery: null,
  editedAt: null,
  deletedAt: null,
  reaction: null,
  ...change,
})
