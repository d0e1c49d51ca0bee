import { backOffMs } from './back-off.ts'
import { foldOlder } from './fold-conversation.ts'
import { type Held, hold, show } from './held-conversation.ts'
import { isRapportError, mayPass, type RapportError } from './rapport-error.ts'

/** Never more loads than one in this time, however often the server says `reset`. */
const reloadMs = 500

/** The one way to know a conversation: at first, after a gap, and after a reset. Then it is followed. */
export async function load<Details>(held: Held<Details>): Promise<void> {
  const token = {}
  held.loading = token
  clearTimeout(held.retry)
  if (held.view.get().conversation === null) show(held, { status: 'loading', error: null })
  try {
    const conversation = await held.source.load()
    if (held.loading !== token) return
    held.loading = null
    held.loadedAt = Date.now()
    held.failures = 0
    hold(held, conversation, { status: 'ready', error: null })
    follow(held)
  } catch (error) {
    if (!isRapportError(error)) throw error
    if (held.loading === token) fail(held, error)
  }
}

/** What we hold is no longer to be trusted: nothing is folded onto it until a load has replaced it. */
export function reload<Details>(held: Held<Details>): void {
  clearTimeout(held.retry)
  const waitMs = held.loadedAt + reloadMs - Date.now()
  held.loading = {}
  if (waitMs <= 0) void load(held)
  else held.retry = setTimeout(load, waitMs, held)
}

/** Asks for what comes after our place, if the link is there; if not, its `welcome` asks again. */
export function follow<Details>({ view, loading, source }: Held<Details>): void {
  const { conversation } = view.get()
  const isLive = source.live.connection.get().state === 'live'
  if (conversation !== null && loading === null && isLive) source.follow(conversation)
}

function fail<Details>(held: Held<Details>, error: RapportError): void {
  const isPassing = mayPass(error)
  held.loading = null
  // What one may no longer see must not stay on the screen; what the network hides for a moment may.
  show(held, { status: 'failed', error, ...(isPassing ? {} : { conversation: null }) })
  if (isPassing && held.stopHearing !== null) {
    held.retry = setTimeout(load, backOffMs(held.failures++, 1_000, 15_000), held)
  }
}

/** Puts the page before the oldest message in front of it. Throws `RapportError`, and can be asked again then. */
export async function loadOlder<Details>(held: Held<Details>): Promise<void> {
  const { conversation, isLoadingOlder } = held.view.get()
  if (conversation === null || conversation.older === null || isLoadingOlder) return
  const cursor = conversation.older
  show(held, { isLoadingOlder: true })
  try {
    const page = await held.source.older(cursor)
    const now = held.view.get().conversation
    // A reload meanwhile has put another page at the beginning.
    if (now?.older === cursor) hold(held, foldOlder(now, page))
  } finally {
    show(held, { isLoadingOlder: false })
  }
}
