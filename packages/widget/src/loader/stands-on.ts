import { coversOrigin } from '@rapport/domain'

/**
 * Whether a page may show the widget: its origin is on the inbox's list, or the list is empty. The browser enforces the
 * same list on the panel; asking here saves the visitor a button that opens nothing.
 */
export function standsOn(origin: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((pattern) => coversOrigin(pattern, origin))
}
