/**
 * Whether an origin is covered by a pattern: the same scheme, host and port, where `https://*.example.com` stands for
 * every subdomain, at any depth, and not for `example.com` itself, as in a content security policy. One rule for the
 * server, which enforces it, and the widget, which spares visitors a button that opens nothing.
 */
export function coversOrigin(pattern: string, origin: string): boolean {
  if (!pattern.includes('*')) return pattern === origin
  const [before = '', after = ''] = pattern.split('*')
  if (!origin.startsWith(before) || !origin.endsWith(after)) return false
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(origin.slice(before.length, -after.length))
}
