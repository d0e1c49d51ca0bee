/**
 * Whether an origin is covered by a pattern: the same scheme, host and port, where `https://*.example.com` stands for
 * every subdomain, at any depth, and not for `example.com` itself.
 */
export function coversOrigin(pattern: string, origin: string): boolean {
  if (!pattern.includes('*')) return pattern === origin
  const [scheme = '', rest = ''] = pattern.split('://*')
  if (!origin.startsWith(`${scheme}://`) || !origin.endsWith(rest)) return false
  const subdomain = origin.slice(scheme.length + 3, origin.length - rest.length)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(subdomain)
}

/** The origin of a page that is served on this machine alone, under each of the names that reach it. */
export function loopbackOrigins(port: number): string[] {
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`)
}
