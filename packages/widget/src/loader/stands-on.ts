/**
 * Whether a page may show the widget: its origin is on the inbox's list, or the list is empty. `https://*.example.com`
 * covers every subdomain, and not the domain itself, as in a content security policy. The browser enforces the same
 * list on the panel; asking here saves the visitor a button that opens nothing.
 */
export function standsOn(origin: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((pattern) => covers(pattern, origin))
}

function covers(pattern: string, origin: string): boolean {
  const [scheme = '', rest = ''] = pattern.split('://*.')
  if (rest === '') return pattern === origin
  return origin.startsWith(`${scheme}://`) && origin.endsWith(`.${rest}`)
}
