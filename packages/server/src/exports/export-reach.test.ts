import { asId, type InboxId, type Permission } from '@rapport/domain'
import { expect, test } from 'vitest'
import { covers, exportReachOf } from './export-reach.ts'

const [shop, help] = [asId<InboxId>('shop'), asId<InboxId>('help')]
const somebody = (inboxes: 'all' | readonly InboxId[], rights: readonly Permission[] = []) => ({
  scope: { inboxes },
  can: (permission: Permission) => rights.includes(permission),
})
const options = {
  ...{ columns: ['contact'], transcripts: true, notes: true, systemMessages: false, files: false },
  ...{ timeZone: 'UTC', language: 'en' },
}

test('a file is covered by all inboxes, by the same, and by more, and not by fewer or others', () => {
  const ofShop = exportReachOf(somebody([shop]), options)
  for (const own of ['all', [shop], [help, shop]] as const) expect(covers(somebody(own), ofShop)).toBe(true)
  for (const own of [[], [help]]) expect(covers(somebody(own), ofShop)).toBe(false)
  const ofAll = exportReachOf(somebody('all'), options)
  expect(covers(somebody([shop, help]), ofAll)).toBe(false)
  expect(covers(somebody('all'), ofAll)).toBe(true)
})

test('what reviewers think is for reviewers, also when it is already in a file', () => {
  const reviewer = somebody('all', ['quality.review'])
  for (const told of [{ systemMessages: true }, { columns: ['qaScore'] }]) {
    const reach = exportReachOf(reviewer, { ...options, ...told })
    expect([covers(reviewer, reach), covers(somebody('all'), reach)]).toEqual([true, false])
  }
  expect(covers(somebody('all'), exportReachOf(reviewer, options))).toBe(true)
})

test('a file of which it was not kept what it reaches is for whoever sees everything', () => {
  expect(covers(somebody('all', ['quality.review']), null)).toBe(true)
  expect(covers(somebody([shop], ['quality.review']), null)).toBe(false)
  expect(covers(somebody('all'), null)).toBe(false)
})
