import { isRapportError } from '@rapport/sdk'
import type { MessageKey, Translate } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'

const words = {
  session_ended: 'sessions.refused.session_ended',
  session_not_yours: 'sessions.refused.session_not_yours',
  session_taken: 'sessions.refused.session_taken',
  session_not_taken: 'sessions.refused.session_not_taken',
  session_live: 'sessions.refused.session_live',
  contact_banned: 'sessions.refused.contact_banned',
  already_banned: 'sessions.refused.already_banned',
  channel_cannot_send: 'sessions.refused.channel_cannot_send',
  selection_changed: 'sessions.refused.selection_changed',
  requirements_missing: 'sessions.refused.requirements_missing',
  list_too_slow: 'sessions.refused.list_too_slow',
  nothing_to_summarise: 'sessions.refused.nothing_to_summarise',
  not_found: 'sessions.refused.not_found',
  forbidden: 'sessions.refused.forbidden',
  unreachable: 'sessions.refused.unreachable',
  too_large: 'sessions.refused.too_large',
  file_type_refused: 'sessions.refused.file_type_refused',
} as const satisfies Record<string, MessageKey>

/** What a refusal means, by its code. */
export const describeCode = (code: string, t: Translate): string =>
  t(Object.hasOwn(words, code) ? words[code as keyof typeof words] : 'sessions.refused.other')

/** Why something did not work, in words that say what to do. What is not a refusal is a bug, and is thrown on. */
export function describeError(error: unknown, t: Translate): string {
  if (!isRapportError(error)) throw error
  return describeCode(error.code, t)
}

/** Says why something did not work, for what has no place of its own on the screen. */
export function toastError(title: string, t: Translate): (error: unknown) => void {
  return (error) => void showToast({ title, description: describeError(error, t), kind: 'error' })
}
