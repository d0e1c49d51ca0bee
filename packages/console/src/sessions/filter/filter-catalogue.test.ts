import type { FieldView } from '@rapport/contract/light'
import { asId, type FieldId, sessionFields } from '@rapport/domain'
import { expect, test } from 'vitest'
import { catalogueOf } from './filter-catalogue.ts'

const aField = (key: string, change: Partial<FieldView> = {}): FieldView => ({
  id: asId<FieldId>(key),
  scope: 'session',
  key,
  name: key.toUpperCase(),
  kind: 'text',
  choices: [],
  requiredOnEnd: false,
  writers: ['agent'],
  position: 0,
  ...change,
})

test('every field of the language is offered once, under a heading', () => {
  const names = [...catalogueOf([], (key) => key).keys()]
  expect(names.toSorted()).toEqual(sessionFields.map(({ name }) => name).toSorted())
})

test("a workspace's own fields are named as the language names them, those of contacts apart", () => {
  const own = [
    aField('order'),
    aField('plan', { scope: 'contact', kind: 'choice', choices: ['Free', 'Paid'] }),
  ]
  const custom = [...catalogueOf(own, (key) => key).values()].filter(({ group }) => group === 'custom')
  expect(custom.map(({ name, label }) => [name, label])).toEqual([
    ['field.order', 'ORDER'],
    ['contact.plan', 'PLAN'],
  ])
  expect(custom[1]).toMatchObject({ kind: 'choice', choices: ['Free', 'Paid'] })
})

test('the score of a review is offered to whoever reviews, and to nobody else', () => {
  expect(catalogueOf([], (key) => key).has('qaScore')).toBe(true)
  expect(catalogueOf([], (key) => key, false).has('qaScore')).toBe(false)
})
