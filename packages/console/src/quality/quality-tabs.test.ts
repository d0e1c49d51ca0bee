import { expect, test } from 'vitest'
import { readTab, tabsFor } from './quality-tabs.ts'

test('reviewers work off queues, managers set them up, and agents see their own reviews', () => {
  expect(tabsFor({ mayReview: false, mayManage: false })).toEqual(['mine', 'coaching'])
  expect(tabsFor({ mayReview: true, mayManage: false })).toEqual([
    'queue',
    'reviews',
    'calibration',
    'coaching',
  ])
  expect(tabsFor({ mayReview: true, mayManage: true })).toContain('scorecards')
})

test('an address that names a tab of others opens the first of one’s own', () => {
  expect(readTab('scorecards', { mayReview: true, mayManage: false })).toBe('queue')
  expect(readTab('coaching', { mayReview: false, mayManage: false })).toBe('coaching')
  expect(readTab(undefined, { mayReview: false, mayManage: false })).toBe('mine')
})
