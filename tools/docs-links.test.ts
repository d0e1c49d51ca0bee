import { expect, test } from 'vitest'
import { anchorOf, listHeadings, listLinks, listNamedFiles } from './docs-links.ts'

const page = `# The first

See [one](a.md) and ![a picture](b.png), [two](c.md#part), not \`[three](d.md)\`.

\`\`\`ts
const four = '[four](e.md)' // \`f.ts\`
# no heading
\`\`\`

## \`code\`: what it does

Read \`reactions.ts\`, \`packages/domain/\` and \`sessions/index.ts\`; add \`<kind>.ts\`, \`0003_….sql\`, \`*.test.ts\`.
`

test('links are found in the text, and not in what it quotes', () => {
  expect(listLinks(page).map(({ target }) => target)).toEqual(['a.md', 'b.png', 'c.md#part'])
  expect(listLinks(page)[0]?.line).toBe(3)
})

test('a heading is linked to by its words', () => {
  expect(listHeadings(page).map(({ text }) => anchorOf(text))).toEqual(['the-first', 'code-what-it-does'])
})

test('files are named by paths in code marks, and a pattern names none', () => {
  expect(listNamedFiles(page).map(({ text }) => text)).toEqual([
    'reactions.ts',
    'packages/domain',
    'sessions/index.ts',
  ])
})
