import { createHash } from 'node:crypto'

/**
 * How a text begins that is made for one question, such as somebody's filter: it gets no name, so that it is planned for
 * the values it has, and leaves the names to statements that come again.
 */
export const oneOff = '/* one-off */'

type Bounds = Readonly<{ sightingsMin?: number; namesMax?: number; unnamedMax?: number }>

/** Gives a text the name under which PostgreSQL keeps its plan, or nothing while it is not worth one. */
export type StatementNames = (text: string) => string | undefined

/**
 * Names for fixed statements, so that PostgreSQL parses and plans each once per connection (1.3 times the writes).
 * Only texts seen again and again get one, and only so many: texts made by filters would otherwise fill every
 * backend's memory without end.
 */
export function createStatementNames(bounds: Bounds = {}): StatementNames {
  const { sightingsMin = 3, namesMax = 400, unnamedMax = 2_000 } = bounds
  const names = new Map<string, string>()
  const sightings = new Map<string, number>()

  return (text) => {
    if (text.startsWith(oneOff)) return undefined
    const name = names.get(text)
    if (name !== undefined || names.size >= namesMax) return name
    const seen = (sightings.get(text) ?? 0) + 1
    sightings.delete(text)
    if (seen >= sightingsMin) {
      const given = createHash('sha1').update(text).digest('hex')
      names.set(text, given)
      return given
    }
    sightings.set(text, seen) // last again, so that the first key is the one unseen for longest
    if (sightings.size > unnamedMax) forgetOldest(sightings)
    return undefined
  }
}

function forgetOldest(sightings: Map<string, number>): void {
  const [oldest] = sightings.keys()
  if (oldest !== undefined) sightings.delete(oldest)
}
