// The icon's colour: white below the luminance (L 49.44) at which black begins to contrast more, and black above it.
const css = `
button{all:unset;box-sizing:border-box;position:fixed;bottom:20px;right:20px;width:56px;height:56px;border-radius:28px;
display:grid;place-items:center;cursor:pointer;background:var(--a);color:#fff;
color:lch(from var(--a) calc((49.44 - l)*infinity) 0 0);box-shadow:0 6px 24px #1c1a1740}
button:focus-visible{outline:3px solid #14110e;box-shadow:0 0 0 6px #fff}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
span{position:absolute;top:-2px;right:-2px;min-width:20px;border-radius:10px;background:#b3261e;color:#fff;
font:600 12px/20px system-ui;text-align:center}
[hidden]{display:none!important}
iframe{position:fixed;bottom:88px;right:20px;width:380px;height:min(640px,calc(100dvh - 108px));border:0;
border-radius:16px;background:Canvas;box-shadow:0 6px 24px #1c1a1740}
:host([dir=rtl]) *{right:auto;left:20px}:host([dir=rtl]) span{left:-2px}
@media(max-width:480px){iframe{inset:0!important;width:100%;height:100dvh;border-radius:0}
:host([data-open]) button{display:none}}`

const speech = 'M7 20 2.5 21.5 4 17a9.5 9.5 0 1 1 3 3z'
const down = 'm6 9 6 6 6-6'

/** The round button and the place for the panel, in a shadow root of their own. */
export type Launcher = Readonly<{
  host: HTMLElement
  root: ShadowRoot
  button: HTMLButtonElement
  show(state: Readonly<{ isOpen: boolean; unread: number; label: string }>): void
}>

/**
 * Puts the launcher on the page without moving anything on it: fixed, in an open shadow root, with a style sheet made
 * by script, so that the page's policy needs no word about styles and the page's own styles do not reach in.
 */
export function mountLauncher(accent: string, onClick: () => void): Launcher {
  const host = document.createElement('rapport-widget')
  const style = { all: 'initial', position: 'fixed', 'z-index': '2147483000', 'color-scheme': 'light dark' }
  for (const [name, value] of Object.entries(style)) host.style.setProperty(name, value, 'important')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  button.type = 'button'
  button.style.setProperty('--a', accent)
  button.addEventListener('click', onClick)
  const icon = drawIcon()
  const badge = document.createElement('span')
  badge.ariaHidden = 'true'
  badge.hidden = true
  button.append(icon.svg, badge)
  root.append(button)
  document.body.append(host)

  return {
    host,
    root,
    button,
    show({ isOpen, unread, label }) {
      host.toggleAttribute('data-open', isOpen)
      icon.path.setAttribute('d', isOpen ? down : speech)
      button.ariaLabel = label
      button.ariaExpanded = String(isOpen)
      badge.hidden = isOpen || unread === 0
      badge.textContent = unread > 99 ? '99+' : String(unread)
    },
  }
}

function drawIcon() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.append(path)
  return { svg, path }
}
