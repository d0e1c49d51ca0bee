import type { VisitorIdentity, WidgetSettings } from '@rapport/contract/light'
import { chooseLocale, directionOf } from './bridge/choose-locale.ts'
import type { FromPanel } from './bridge/messages.ts'
import { type Frame, openFrame } from './loader/frame.ts'
import { mountLauncher } from './loader/launcher.ts'
import { offerPageApi } from './loader/page-api.ts'
import { standsOn } from './loader/stands-on.ts'
import { words } from './loader/words.ts'

type Settings = Readonly<{ default: Readonly<{ settings: WidgetSettings }> }>
type Asked = { identity: VisitorIdentity | null; locale: string | undefined }

const page = document.documentElement
const warn = (why: string) => console.warn(`Rapport: ${why}`)

/** What the page asks, kept until the launcher stands, so that no call is too early. */
function collect(script: HTMLScriptElement) {
  const asked: Asked = { identity: null, locale: script.dataset.locale }
  const early: [string, unknown][] = []
  let act = (command: string, value: unknown): void => {
    early.push([command, value])
  }
  const isAlone = offerPageApi((command, value) => act(command, value))
  const handOver = (to: typeof act) => {
    act = to
    for (const [command, value] of early) to(command, value)
  }
  return { asked, isAlone, handOver }
}

async function start(script: HTMLScriptElement, key: string): Promise<void> {
  const deskOrigin = new URL(script.src).origin
  const { asked, isAlone, handOver } = collect(script)
  if (!isAlone) return warn('a widget is on this page already')
  // As a module, because a page whose policy names only script-src and frame-src forbids every fetch.
  const url = `${deskOrigin}/api/v1/widget/settings.js?key=${encodeURIComponent(key)}`
  const { settings } = ((await import(/* @vite-ignore */ url)) as Settings).default
  if (!standsOn(location.origin, settings.allowedOrigins)) {
    return warn(`${location.origin} is not among the allowed origins of this inbox`)
  }
  handOver(run({ deskOrigin, key, accent: settings.accent }, asked))
}

type Place = Readonly<{ deskOrigin: string; key: string; accent: string }>

/** Puts the widget on the page; answers what does the page's commands. */
function run({ deskOrigin, key, accent }: Place, asked: Asked) {
  let frame: Frame | null = null
  let isOpen = false
  let unread = 0
  const launcher = mountLauncher(accent, () => setOpen(!isOpen))
  launcher.root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && isOpen) setOpen(false)
  })
  render()

  function locales() {
    return [asked.locale, page.lang].filter((tag) => tag !== undefined && tag !== '')
  }

  function render() {
    const locale = chooseLocale([...locales(), ...navigator.languages])
    const [open, close, unreadWord, title] = words[locale]
    launcher.host.lang = locale
    launcher.host.dir = page.dir || directionOf(locale)
    const label = unread > 0 ? `${open} (${unread} ${unreadWord})` : open
    launcher.show({ isOpen, unread, label: isOpen ? close : label })
    if (frame) frame.element.title = title
  }

  function ensureFrame(): Frame {
    if (!frame) {
      frame = openFrame({ deskOrigin, key }, hear)
      frame.element.hidden = true
      launcher.root.append(frame.element)
      render()
    }
    return frame
  }

  function hear(message: FromPanel, from: Frame) {
    if (message.type === 'ready') {
      from.post({ type: 'init', identity: asked.identity, locales: locales() as string[], isOpen })
    } else if (message.type === 'close') setOpen(false)
    else if (message.type === 'unread') {
      unread = Math.max(0, Math.trunc(Number(message.count)) || 0)
      render()
    }
  }

  function setOpen(wanted: boolean) {
    if (wanted === isOpen) return
    isOpen = wanted
    const { element, post } = ensureFrame()
    element.hidden = !wanted
    post({ type: wanted ? 'opened' : 'closed' })
    render()
    if (wanted) element.focus()
    else launcher.button.focus()
  }

  return (command: string, value: unknown): void => {
    if (command === 'open') setOpen(true)
    else if (command === 'close') setOpen(false)
    else if (command === 'identify') {
      asked.identity = value as VisitorIdentity
      frame?.post({ type: 'identify', identity: asked.identity })
    } else if (command === 'signOut') {
      asked.identity = null
      ensureFrame().post({ type: 'signOut' })
    } else if (command === 'locale') {
      asked.locale = String(value)
      frame?.post({ type: 'locale', locale: asked.locale })
      render()
    } else warn(`there is no command ${command}`)
  }
}

const script = document.currentScript
if (script instanceof HTMLScriptElement && script.dataset.key) {
  start(script, script.dataset.key).catch((error: unknown) =>
    warn(`the widget cannot start: ${String(error)}`),
  )
} else warn('the script tag needs a src and data-key')
