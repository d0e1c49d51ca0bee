import { expect, test } from 'vitest'
import { channelGlyphOf } from './channel-glyph.tsx'

test('a generic inbox shows the channel its label names, however it is written', () => {
  const labels = ['WhatsApp', 'instagram', 'E-Mail', ' Telegram ', 'Taxi', 'generic', '', null]
  const shown = labels.map((channelLabel) => channelGlyphOf({ channelKind: 'generic', channelLabel }))
  expect(shown).toEqual([
    'whatsapp',
    'instagram',
    'email',
    'telegram',
    'generic',
    'generic',
    'generic',
    'generic',
  ])
})

test('a channel of its own keeps its glyph whatever the label says, and one that is not known is generic', () => {
  expect(channelGlyphOf({ channelKind: 'web', channelLabel: 'whatsapp' })).toBe('web')
  expect(channelGlyphOf({ channelKind: 'toString', channelLabel: null })).toBe('generic')
})
