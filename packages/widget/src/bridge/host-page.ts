/** The page that shows the panel: who hears and is heard, and where its visitor is. Empty text for what is not known. */
export type HostPage = Readonly<{ origin: string; pageUrl: string; referrer: string }>

/** An address without what visitors type and who they are: no query, no fragment, no user name; no longer than is kept. */
function cleaned(text: string, longest: number): string {
  const url = URL.parse(text)
  const page = url && /^https?:$/.test(url.protocol) ? url.origin + url.pathname : ''
  return page.length > longest ? '' : page
}

/** Reads what the loader put behind the hash: the page's address and the one before it, a space between them. */
export function readHostPage(hash: string, longest: number): HostPage {
  const [page = '', referrer = ''] = decodeURIComponent(hash.slice(1)).split(' ')
  const origin = URL.parse(page)?.origin ?? ''
  return {
    origin: origin === 'null' ? '' : origin,
    pageUrl: cleaned(page, longest),
    referrer: cleaned(referrer, longest),
  }
}
