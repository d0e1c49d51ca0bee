import { asId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { panelTabs, readPlace, writePlace } from './panel-tabs.ts'

const messageId = asId<never>('019a9c1e-0000-7000-8000-000000000001')

test('every place in a session reads back as it was written', () => {
  for (const tab of panelTabs) {
    const place = { tab, messageId: null }
    expect(readPlace(writePlace(place))).toEqual(place)
  }
  expect(readPlace(writePlace({ tab: 'transcript', messageId }))).toEqual({ tab: 'transcript', messageId })
})

test('a message is found in the transcript alone', () => {
  expect(readPlace({ tab: 'notes', message: messageId })).toEqual({ tab: 'notes', messageId: null })
})

test('what means nothing in an address is as if it were not there', () => {
  expect(readPlace({ tab: 'weather', message: '../etc' })).toEqual({ tab: 'transcript', messageId: null })
})
