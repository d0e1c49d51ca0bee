import type { RapportError } from '@rapport/sdk'
import type { Translate } from '../app/index.ts'

/** Why something could not be loaded, as a sentence. */
export function failureReason({ code }: RapportError, t: Translate): string {
  switch (code) {
    case 'unreachable':
    case 'unavailable':
    case 'too_many_requests':
    case 'forbidden':
    case 'not_found':
      return t(`sessions.failed.${code}`)
    default:
      return t('sessions.failed.other')
  }
}
