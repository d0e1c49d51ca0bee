/** A place for texts by name. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The browser's storage for this frame. Where the browser refuses it to a frame on another site (private windows,
 * third-party cookies off), a cookie partitioned to that site does the same; where that is refused too, what is kept
 * lasts as long as the page.
 */
export function openStorage(kind: 'localStorage' | 'sessionStorage'): TextStorage {
  try {
    const storage = window[kind]
    storage.getItem('')
    return storage
  } catch {
    return kind === 'localStorage' && takesCookies() ? cookies : createPageStorage()
  }
}

const daysKept = 180

/** Of the panel's own page alone, so that it travels with nothing else; the server reads none of it. */
const attributes = 'path=/widget/panel; secure; samesite=none; partitioned'

const cookies: TextStorage = {
  getItem(name) {
    const start = `${encodeURIComponent(name)}=`
    const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(start))
    return found === undefined ? null : decodeURIComponent(found.slice(start.length))
  },
  setItem: (name, value) => write(name, value, daysKept * 86_400),
  removeItem: (name) => write(name, '', 0),
}

function write(name: string, value: string, seconds: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the asynchronous store is missing in two of three engines
  document.cookie = `${encodeURIComponent(name)}=${encodeURIComponent(value)}; max-age=${seconds}; ${attributes}`
}

function takesCookies(): boolean {
  try {
    const name = 'rapport.probe'
    cookies.setItem(name, '1')
    const isKept = cookies.getItem(name) === '1'
    cookies.removeItem(name)
    return isKept
  } catch {
    return false // a sandboxed frame may not even ask
  }
}

function createPageStorage(): TextStorage {
  const held = new Map<string, string>()
  return {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: (name) => void held.delete(name),
  }
}
