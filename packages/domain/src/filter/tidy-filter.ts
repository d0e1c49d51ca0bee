import type { Expression } from './expression.ts'

/**
 * The one form of expressions that mean the same: an `all` at the top, groups of two or more below it, `all` and `any`
 * in turn. Empty groups say nothing and are left out. Screens, texts and cursors compare filters in this form.
 */
export function tidyFilter(expression: Expression): Extract<Expression, { type: 'all' }> {
  const tidy = tidied(expression)
  if (tidy === null) return { type: 'all', of: [] }
  return tidy.type === 'all' ? tidy : { type: 'all', of: [tidy] }
}

function tidied(expression: Expression): Expression | null {
  if (expression.type === 'condition') return expression
  const { type } = expression
  const of = expression.of.flatMap((one) => {
    const tidy = tidied(one)
    if (tidy === null) return []
    return tidy.type === type ? tidy.of : [tidy]
  })
  if (of.length === 0) return null
  return of.length === 1 ? (of[0] ?? null) : { type, of }
}
