import type { ServerFrame, VisitorCommand } from '@rapport/contract/light'
import type { LiveClient } from '@rapport/sdk'

/** Where a visitor's message has come to lie. */
export type SentFrame = Extract<ServerFrame, { type: 'sent' }>

const againMs = 3_000
const patienceMs = 60_000

/**
 * Says one line as a visitor and waits until the server has it for good. Said again with the same id at every new
 * connection and whenever no answer comes, as a widget does; the server's promise is that this stores it once.
 */
export function sendAsVisitor(
  live: LiveClient<VisitorCommand>,
  { clientId, text }: Readonly<{ clientId: string; text: string }>,
  signal: AbortSignal,
): Promise<SentFrame> {
  return new Promise((resolve, reject) => {
    const say = () => void live.say({ type: 'send', clientId, text })
    const again = setInterval(say, againMs)
    const tooLate = setTimeout(
      () => finish(() => reject(new Error('No answer to a visitor for a minute'))),
      patienceMs,
    )
    const unhear = live.hear((frame) => {
      if (frame.type === 'welcome') say()
      if (frame.type === 'sent' && frame.clientId === clientId) finish(() => resolve(frame))
      if (frame.type === 'refused' && frame.clientId === clientId)
        finish(() => reject(new Error(`The server refused a visitor's message: ${frame.code}`)))
    })
    const abort = () => finish(() => reject(signal.reason))
    signal.addEventListener('abort', abort)

    function finish(settle: () => void): void {
      clearInterval(again)
      clearTimeout(tooLate)
      unhear()
      signal.removeEventListener('abort', abort)
      settle()
    }

    if (signal.aborted) abort()
    else say()
  })
}
