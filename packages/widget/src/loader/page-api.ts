/** What a page may ask of the widget: `rapport('open')`, `rapport('identify', { userId, signature })`. */
export type PageCommand = 'identify' | 'open' | 'close' | 'signOut' | 'locale'
export type PageApi = ((command: PageCommand, value?: unknown) => void) & {
  q?: ArrayLike<unknown>[]
  isReady?: true
}

declare global {
  interface Window {
    rapport?: PageApi
  }
}

/**
 * Makes `window.rapport`, after doing what the page asked for before the loader came (a page may define a stub that
 * collects calls in `q`). False when a widget is on the page already: two would fight over one corner.
 */
export function offerPageApi(act: (command: string, value: unknown) => void): boolean {
  const before = window.rapport
  if (before?.isReady) return false
  const api: PageApi = (command, value) => act(command, value)
  api.isReady = true
  window.rapport = api
  for (const call of Array.from(before?.q ?? [])) act(String(call[0]), call[1])
  return true
}
