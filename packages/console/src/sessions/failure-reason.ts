import type { RapportError } from '@rapport/sdk'
import type { Translate } from '../app/index.ts'

/** Whether there is no such session: none that one may see, or an address that cannot be a session's. */
export const isNoSession = ({ code }: RapportError): boolean =>
  code === 'not_found' || code === 'invalid_input'

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
