import { type FromPanel, type ToPanel, unwrap, wrap } from '../bridge/messages.ts'

/** The panel in its iframe, once there is one. */
export type Frame = Readonly<{
  element: HTMLIFrameElement
  /** Sends at once, or as soon as the panel listens. */
  post(message: ToPanel): void
}>

/** Where the panel comes from, and for which widget. */
export type FrameSource = Readonly<{ deskOrigin: string; key: string }>

const fromPanel = ['ready', 'close', 'unread'] as const

/**
 * Brings in the panel from the desk's own origin, so that nothing of the conversation can be read by the page. Messages
 * go to that origin and to no other, and are believed only from that very frame.
 */
export function openFrame(
  { deskOrigin, key }: FrameSource,
  hear: (message: FromPanel, frame: Frame) => void,
): Frame {
  const element = document.createElement('iframe')
  // Where the page is, and where it was come to from: behind the hash, so that it goes no further than the panel.
  const place = encodeURIComponent(`${location} ${document.referrer}`)
  element.src = `${deskOrigin}/widget/panel?key=${encodeURIComponent(key)}#${place}`

  let waiting: ToPanel[] | null = []
  const post = (message: ToPanel) => {
    if (waiting) waiting.push(message)
    else element.contentWindow?.postMessage(wrap(message), deskOrigin)
  }
  const frame = { element, post }

  addEventListener('message', (event) => {
    const from = { window: element.contentWindow, origin: deskOrigin }
    const message = unwrap<FromPanel>(event, from, fromPanel)
    if (!message) return
    if (message.type !== 'ready') return hear(message, frame)
    const held = waiting ?? []
    waiting = null
    hear(message, frame)
    for (const late of held) post(late)
  })
  return frame
}
