import { parseMessage } from '@rapport/domain'
import { expect, test } from 'vitest'
import { localeIds } from '../bridge/choose-locale.ts'
import english from '../locales/en.json' with { type: 'json' }
import { loadTranslate } from './catalogue.ts'

const read = async (id: string): Promise<Record<string, string>> =>
  (await import(`../locales/${id}.json`, { with: { type: 'json' } })).default

/** The names of the values a message shows or chooses by. */
function argumentsOf(nodes: ReturnType<typeof parseMessage>): string[] {
  const names = nodes.flatMap((node) => {
    if (typeof node === 'string' || node.kind === 'count') return []
    return node.kind === 'argument'
      ? [node.name]
      : [node.name, ...Object.values(node.cases).flatMap(argumentsOf)]
  })
  return [...new Set(names)].toSorted()
}

test.each(localeIds)('%s says everything that English says, with the same values', async (id) => {
  const catalogue = await read(id)
  expect(Object.keys(catalogue)).toEqual(Object.keys(english))
  for (const [key, pattern] of Object.entries(english)) {
    expect([key, argumentsOf(parseMessage(catalogue[key] ?? ''))]).toEqual([
      key,
      argumentsOf(parseMessage(pattern)),
    ])
  }
})

test.each(localeIds)('%s has every plural form that its language asks for', async (id) => {
  const needed = new Intl.PluralRules(id)
    .resolvedOptions()
    .pluralCategories.filter((form) => form !== 'many' || id === 'ar')
  for (const pattern of Object.values(await read(id))) {
    for (const node of parseMessage(pattern)) {
      if (typeof node !== 'string' && node.kind === 'choice')
        expect(Object.keys(node.cases)).toEqual(expect.arrayContaining(needed))
    }
  }
})

test('a number is said in the language', async () => {
  expect((await loadTranslate('cs'))('announce.many', { n: 3 })).toBe('3 nové zprávy')
})
