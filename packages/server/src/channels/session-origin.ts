import type { Origin } from '@rapport/contract'
import { pageAddressMax } from '@rapport/contract'

/** What a channel says of where a contact is, before anything of it is believed. */
export type SaidOrigin = Readonly<{ [Key in keyof Origin]?: string | null | undefined }>

const devices = ['desktop', 'phone', 'tablet'] as const

/**
 * Where a session comes from, of what a channel says. What is no language tag, no country, no page of the web or no
 * device is nothing: none of it is worth refusing a message for. Of pages neither query nor fragment is kept, since
 * they carry what visitors typed and who they are.
 */
export const originOf = ({ language, country, pageUrl, referrer, device }: SaidOrigin): Origin => ({
  language: cleanLanguage(language),
  country: cleanCountry(country),
  pageUrl: cleanPage(pageUrl),
  referrer: cleanPage(referrer),
  device: devices.find((known) => known === device) ?? null,
})

function cleanLanguage(text: string | null | undefined): string | null {
  if (!text || !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/.test(text)) return null
  return text
}

/** `XX` is how proxies say that they do not know. */
function cleanCountry(text: string | null | undefined): string | null {
  const code = text?.trim().toUpperCase() ?? ''
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : null
}

function cleanPage(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  const page = `${url.origin}${url.pathname}`
  return page.length <= pageAddressMax ? page : null
}

/**
 * What kind of device a browser says it runs on; null for what is none that a person holds. By the few words that have
 * stood in every such header for years: a tablet is an iPad, or an Android that is not mobile.
 */
export function deviceOf(userAgent: string | undefined): Origin['device'] {
  if (!userAgent || /bot|crawl|spider/i.test(userAgent)) return null
  if (/iPad|Tablet|Kindle|Silk\//i.test(userAgent)) return 'tablet'
  if (/Android/.test(userAgent)) return /Mobile/.test(userAgent) ? 'phone' : 'tablet'
  if (/iPhone|iPod|Mobile|Phone/.test(userAgent)) return 'phone'
  return /Windows|Macintosh|X11|Linux|CrOS/.test(userAgent) ? 'desktop' : null
}
