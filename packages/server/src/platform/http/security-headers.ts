/** Where the parts of the product are, as far as policies name them. */
export type Sites = Readonly<{
  publicOrigin: string
  filesOrigin: string
  /** Every origin the console is opened from; `publicOrigin` among them. */
  consoleOrigins: readonly string[]
}>

export type Headers = Readonly<Record<string, string>>

/**
 * What every answer carries, whatever its status. An answer that is not a page may do nothing at all, also when a
 * browser is tricked into showing it as one.
 */
export function baseHeaders({ publicOrigin }: Sites): Headers {
  return {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cache-control': 'no-store',
    ...(publicOrigin.startsWith('https://') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

/** The policy of the console: nothing from elsewhere but files, no inline code, and nobody may frame it. */
export function consolePolicy(sites: Sites): string {
  return policyOf(sites, { frames: filesSource(sites), forms: "'self'", ancestors: ["'none'"] })
}

/** The policy of the widget's panel: the console's, framed by the inbox's pages and by nobody else. */
export function panelPolicy(sites: Sites, ancestors: readonly string[]): string {
  return policyOf(sites, { frames: "'none'", forms: "'none'", ancestors })
}

/** The policy of a visitor's file: should a browser render it, then without scripts, without origin, in no page. */
export function filePolicy({ publicOrigin }: Pick<Sites, 'publicOrigin'>): string {
  return `default-src 'none'; sandbox; frame-ancestors ${publicOrigin}`
}

type Policy = Readonly<{ frames: string; forms: string; ancestors: readonly string[] }>

function policyOf(sites: Sites, { frames, forms, ancestors }: Policy): string {
  const files = sites.filesOrigin === sites.publicOrigin ? '' : ` ${sites.filesOrigin}`
  // A policy cannot name an IPv6 address; 'self' covers whoever opens the page by one.
  const named = sites.consoleOrigins.filter((origin) => !origin.includes('['))
  const sockets = named.map((origin) => origin.replace(/^http/, 'ws')).join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self'${files} blob: data:`,
    `media-src 'self'${files} blob:`,
    `connect-src 'self' ${sockets}`,
    "font-src 'self'",
    `frame-src ${frames}`,
    `form-action ${forms}`,
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
    "require-trusted-types-for 'script'",
  ].join('; ')
}

const filesSource = ({ filesOrigin, publicOrigin }: Sites) =>
  filesOrigin === publicOrigin ? "'self'" : filesOrigin
