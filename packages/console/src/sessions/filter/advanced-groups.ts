import type { Condition, Expression } from '@rapport/domain'

/** One group of the advanced editor: conditions of which all or any must hold. */
export type FilterGroup = Readonly<{ match: 'all' | 'any'; conditions: readonly Condition[] }>

/** What stands behind Advanced, as its editor has it: groups of which all or any must hold. */
export type AdvancedGroups = Readonly<{ between: 'all' | 'any'; groups: readonly FilterGroup[] }>

/** The groups of a filter for the editor; null for what is nested deeper than it shows. */
export function readGroups(parts: readonly Expression[]): AdvancedGroups | null {
  const [only] = parts
  if (parts.length === 1 && only?.type === 'any' && only.of.some(({ type }) => type !== 'condition')) {
    const groups = only.of.map(readGroup)
    return groups.every((group) => group !== null) ? { between: 'any', groups } : null
  }
  const groups = parts.map(readGroup)
  return groups.every((group) => group !== null) ? { between: 'all', groups } : null
}

function readGroup(part: Expression): FilterGroup | null {
  if (part.type === 'condition') return { match: 'all', conditions: [part] }
  const conditions = part.of.filter((one) => one.type === 'condition')
  return conditions.length === part.of.length ? { match: part.type, conditions } : null
}

/** The groups as parts of a filter, without what is empty. */
export function writeGroups({ between, groups }: AdvancedGroups): readonly Expression[] {
  const parts = groups
    .filter(({ conditions }) => conditions.length > 0)
    .map(({ match, conditions }): Expression => ({ type: match, of: conditions }))
  return between === 'all' || parts.length < 2 ? parts : [{ type: 'any', of: parts }]
}

/** How many groups the bar says there are. */
export const countGroups = (parts: readonly Expression[]): number =>
  readGroups(parts)?.groups.length ?? parts.length
