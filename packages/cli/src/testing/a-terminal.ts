import type { Terminal } from '../command.ts'

/** A terminal without a screen that keeps what was written; `input` is what was piped in. */
export function aTerminal(environment: Record<string, string> = {}, input = '') {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    redraw: null,
    input: () => Promise.resolve(input),
    environment,
    stop: new AbortController().signal,
  }
  return { terminal, out, err }
}
