import { expect, test } from 'vitest'
import { asId } from '../ids.ts'
import { changeFields, shownFields } from './change-fields.ts'
import { type FieldDefinition, problemOfChoices } from './field-definition.ts'
import { noTags, readTagTree } from '../tags/tag-tree.ts'
import { aTag } from '../tags/testing/a-tag.ts'
import { missingForEnd } from './missing-for-end.ts'

const aField = (key: string, parts: Partial<FieldDefinition> = {}): FieldDefinition => ({
  id: asId(key),
  scope: 'session',
  key,
  name: key,
  kind: 'text',
  choices: [],
  requiredOnEnd: false,
  writers: ['agent'],
  ...parts,
})

const fields = [
  aField('order'),
  aField('amount', { kind: 'number' }),
  aField('plan', { kind: 'choice', choices: ['Pro'] }),
]

test('all changes are kept and named, or none', () => {
  expect(changeFields(fields, { amount: 3 }, { order: 'A-1', amount: null })).toEqual({
    values: { order: 'A-1' },
    keys: ['order', 'amount'],
  })
  expect(changeFields(fields, {}, { order: 'A-1', amount: '3', nothing: 'x', ['__proto__']: 'x' })).toEqual({
    problems: [
      { key: 'amount', problem: 'must be a number' },
      { key: 'nothing', problem: 'is no field here' },
      { key: '__proto__', problem: 'is no field here' },
    ],
  })
})

test('what stands already changes nothing, also a choice that is no longer offered', () => {
  const stored = { order: 'A-1', plan: 'Gold' }
  expect(changeFields(fields, stored, { order: ' A-1 ', plan: 'Gold', amount: null })).toEqual({
    values: stored,
    keys: [],
  })
  expect(changeFields(fields, stored, { plan: 'Silver' })).toHaveProperty('problems')
})

test('values of a deleted field stay out of sight and are kept', () => {
  expect(shownFields(fields, { order: 'A-1', gone: 1 })).toEqual({ order: 'A-1' })
  expect(changeFields(fields, { gone: 1 }, { order: 'A-1' })).toMatchObject({
    values: { gone: 1, order: 'A-1' },
  })
})

test('only choices have words, at least one and none twice', () => {
  expect(problemOfChoices({ kind: 'text', choices: [] })).toBeNull()
  expect(problemOfChoices({ kind: 'choice', choices: ['a', 'b'] })).toBeNull()
  for (const [kind, choices] of [
    ['text', ['a']],
    ['choice', []],
    ['multi_choice', ['a', 'A']],
  ] as const)
    expect(problemOfChoices({ kind, choices })).not.toBeNull()
})

test('an end waits for what the workspace wants said, and never for what nobody could say', () => {
  const required = [
    aField('order', { requiredOnEnd: true }),
    aField('tier', { scope: 'contact', requiredOnEnd: true }),
    aField('amount'),
  ]
  const rules = {
    outcomes: ['Solved'],
    endRequires: { outcome: true, tag: true },
    fields: required,
    tags: readTagTree([aTag('t')]),
  }
  const nothing = { outcome: null, tagIds: [], fields: {} }
  expect(missingForEnd(rules, nothing)).toEqual([
    { what: 'outcome' },
    { what: 'tags' },
    { what: 'field', key: 'order' },
  ])
  expect(missingForEnd(rules, { outcome: 'Solved', tagIds: [asId('t')], fields: { order: 'A' } })).toEqual([])
  expect(missingForEnd({ ...rules, outcomes: [], tags: noTags, fields: [] }, nothing)).toEqual([])
  expect(
    missingForEnd({ ...rules, endRequires: { outcome: false, tag: false }, fields: [] }, nothing),
  ).toEqual([])
})
