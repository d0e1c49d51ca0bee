import { pageAddressMax } from '@rapport/contract/light'
import { render } from 'preact'
import { readHostPage } from './bridge/host-page.ts'
import { type FromPanel, type ToPanel, unwrap, wrap } from './bridge/messages.ts'
import { openStorage } from './chat/open-storage.ts'
import { createPanel } from './chat/panel-state.ts'
import { Screen } from './chat/screen.tsx'
import { createVisitorTokens } from './chat/visitor-tokens.ts'
import './chat/panel.css'

const commands = ['init', 'identify', 'signOut', 'locale', 'opened', 'closed'] as const

const key = new URLSearchParams(location.search).get('key') ?? ''
const { origin, pageUrl, referrer } = readHostPage(location.hash, pageAddressMax)
const host = { window: window.parent, origin }
let toldUnread = 0
const tell = (message: FromPanel) => {
  if (host.origin === '') return
  if (message.type === 'unread') {
    if (message.count === toldUnread) return
    toldUnread = message.count
  }
  host.window.postMessage(wrap(message), host.origin)
}
const tokens = createVisitorTokens(key, openStorage('localStorage'))
const panel = createPanel({ key, tokens, tell, page: { pageUrl, referrer } })

// Whoever frames this page chose the origin in its address, and only that origin hears and is heard: where an inbox
// lists its pages, the browser refuses to show the panel on any other.
addEventListener('message', (event) => {
  const message = unwrap<ToPanel>(event, host, commands)
  if (message) panel.hear(message)
})

const root = document.querySelector('#panel')
if (!root) throw new Error('The page has no place for the panel')
render(<Screen panel={panel} />, root)
tell({ type: 'ready' })
