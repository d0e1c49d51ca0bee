import { expect, test } from 'vitest'
import { asId, type TagId } from '../ids.ts'
import type { FieldSource } from '../session/events.ts'
import { noTags, readTagTree } from '../tags/tag-tree.ts'
import { aTag } from '../tags/testing/a-tag.ts'
import { changeFields, type FieldChanges, shownFields } from './change-fields.ts'
import { type FieldDefinition, problemOfChoices } from './field-definition.ts'
import type { FieldValues } from './field-kinds.ts'
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

const change = (stored: FieldValues, changes: FieldChanges, source: FieldSource = 'agent') =>
  changeFields(fields, stored, { changes, source })

test('all changes are kept and named, or none', () => {
  expect(change({ amount: 3 }, { order: 'A-1', amount: null })).toEqual({
    values: { order: 'A-1' },
    keys: ['order', 'amount'],
  })
  expect(change({}, { order: 'A-1', amount: '3', nothing: 'x', ['__proto__']: 'x' })).toEqual({
    problems: [
      { key: 'amount', problem: 'must be a number' },
      { key: 'nothing', problem: 'is no field here' },
      { key: '__proto__', problem: 'is no field here' },
    ],
  })
})

test('what stands already changes nothing, also a choice that is no longer offered', () => {
  const stored = { order: 'A-1', plan: 'Gold' }
  expect(change(stored, { order: ' A-1 ', plan: 'Gold', amount: null })).toEqual({
    values: stored,
    keys: [],
  })
  expect(change(stored, { plan: 'Silver' })).toHaveProperty('problems')
})

test('values of a deleted field stay out of sight and are kept', () => {
  expect(shownFields(fields, { order: 'A-1', gone: 1 })).toEqual({ order: 'A-1' })
  expect(change({ gone: 1 }, { order: 'A-1' })).toMatchObject({
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

test('who may not write a field is told who may, whatever the value; sending back what stands is no writing', () => {
  const byPrograms = [aField('order', { writers: ['bot', 'api'] }), aField('sealed', { writers: [] })]
  const write = (source: FieldSource, changes: FieldChanges, stored: FieldValues = {}) =>
    changeFields(byPrograms, stored, { changes, source })
  for (const source of ['bot', 'api'] as const)
    expect(write(source, { order: 'A-1' })).toEqual({ values: { order: 'A-1' }, keys: ['order'] })
  for (const source of ['agent', 'widget'] as const) {
    const problem = `can be written by bot, api only, not by ${source}`
    for (const value of ['A-2', 7, null])
      expect(write(source, { order: value }, { order: 'A-1' })).toEqual({
        problems: [{ key: 'order', problem }],
      })
    expect(write(source, { order: 'A-1' }, { order: 'A-1' })).toEqual({ values: { order: 'A-1' }, keys: [] })
  }
  expect(write('api', { sealed: 'x' })).toEqual({
    problems: [{ key: 'sealed', problem: 'cannot be written by anybody' }],
  })
})

test('an end asks for a required group of tags by its name, besides any tag at all', () => {
  const tags = readTagTree([aTag('reason', { isRequired: true }), aTag('late', { parentId: asId('reason') })])
  const rules = { outcomes: [], endRequires: { outcome: false, tag: true }, fields: [], tags }
  const missing = (...tagIds: string[]) =>
    missingForEnd(rules, { outcome: null, tagIds: tagIds.map((id) => asId<TagId>(id)), fields: {} })
  const group = { what: 'tagGroup', tagId: 'reason', name: 'reason' }
  expect(missing()).toEqual([{ what: 'tags' }, group])
  expect(missing('vip')).toEqual([group])
  expect(missing('late')).toEqual([])
})
