import type { Terminal } from './command.ts'

const barLength = 24
const quietMs = 5_000
const redrawMs = 100

/** Shows how far a piece of work is: a bar that redraws itself on a screen, a line every five seconds elsewhere. */
export function showProgress(terminal: Terminal): (share: number, what: string) => void {
  const { redraw } = terminal
  let shownAt = redraw === null ? Date.now() : 0
  return (share, what) => {
    const now = Date.now()
    const isLast = share >= 1
    if (now - shownAt < (redraw === null ? quietMs : redrawMs) && !(isLast && redraw !== null)) return
    shownAt = now
    const percent = `${Math.floor(Math.min(1, share) * 100)}%`
    if (redraw === null) return terminal.err(`${percent.padStart(4)}  ${what}`)
    const filled = Math.round(Math.min(1, share) * barLength)
    redraw(`${'█'.repeat(filled)}${'░'.repeat(barLength - filled)} ${percent.padStart(4)}  ${what}`)
    if (isLast) terminal.err('')
  }
}
