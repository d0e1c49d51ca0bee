const opensExport =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|function|type|class|interface) (\w+)/
// A type read off a value says what the value says: `z.output<typeof view>`, `(typeof list)[number]`, `typeof value`.
const readOff =
  /=\s*(?:z\.(?:output|input)<typeof (\w+)>|\(typeof (\w+)\)\[number\]|(?:keyof )?typeof (\w+))$/

/** An export without a docstring, by its name. */
export type Bare = Readonly<{ name: string; line: number }>

/**
 * The exports of a source that say nothing of themselves. One type read off a documented value of the same file is
 * excused, and so is a list of like things under one comment that covers them all, without a blank line between.
 */
export function listBareExports(source: string): readonly Bare[] {
  const lines = source.split('\n')
  const documented = new Set<string>()
  const bare: Bare[] = []
  let isCovered = false
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1]?.trimEnd() ?? ''
    const [, name] = opensExport.exec(line) ?? []
    const hasDocstring = before.endsWith('*/')
    // Only one-line exports share a comment: what is longer has something of its own to say.
    isCovered =
      hasDocstring || (isCovered && before !== '' && /^export (const|type) \w+.*[^{([]$/.test(before))
    if (name === undefined) continue
    const [, ...values] = readOff.exec(line) ?? []
    const isExcused = values.some((value) => value !== undefined && documented.has(value))
    if (hasDocstring || isCovered || isExcused) documented.add(name)
    else bare.push({ name, line: i + 1 })
  }
  return bare
}
