import { readFileSync } from 'node:fs'
import { tagColours } from '@rapport/domain'
import { expect, test } from 'vitest'

type Theme = 'light' | 'dark'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}))/g)].map(
    ([, name = '', light, dark, both]) => [name, { light: light ?? both ?? '', dark: dark ?? both ?? '' }],
  ),
)

const grounds = ['paper', 'surface', 'sunken', 'hover', 'selected']
const softStates = ['bot', 'waiting', 'active', 'hold', 'wrapup', 'ended', 'danger']
const channels = [...tokens.keys()].filter((name) => name.startsWith('channel-'))
const tags = tagColours.map((colour) => `tag-${colour}`)

const textPairs = [
  ...grounds.flatMap((ground) => ['text', 'muted', 'faint'].map((ink) => [ink, ground])),
  ...['bubble', 'accent-soft', 'bot-soft', 'note', 'mark'].map((ground) => ['text', ground]),
  ...['bubble', 'note'].map((ground) => ['muted', ground]),
  ...softStates.map((state) => [state, `${state}-soft`]),
  ...['paper', 'surface', 'hover', 'accent-soft'].map((ground) => ['accent', ground]),
  ...['paper', 'surface', 'note'].map((ground) => ['danger', ground]),
  ...['paper', 'surface', 'selected'].map((ground) => ['waiting', ground]),
  ['accent-text', 'accent'],
  ['accent-text', 'accent-strong'],
  ['danger-text', 'danger'],
] as [string, string][]

const shapePairs = [
  ...channels.map((channel) => ['glyph', channel]),
  ...['paper', 'surface'].map((ground) => ['control', ground]),
  ...['bot', 'waiting', 'active', 'hold', 'wrapup'].map((state) => [state, 'surface']),
  ...tags.flatMap((tag) => ['paper', 'surface', 'hover', 'selected'].map((ground) => [tag, ground])),
] as [string, string][]

test.each(['light', 'dark'] as const)(
  'every text is at least 4.5:1 on everything it stands on, %s',
  (theme) => {
    expect(tooWeak(textPairs, 4.5, theme)).toEqual([])
  },
)

test.each(['light', 'dark'] as const)('every sign and outline is at least 3:1, %s', (theme) => {
  expect(channels.length).toBe(9)
  expect(tooWeak(shapePairs, 3, theme)).toEqual([])
})

function tooWeak(pairs: readonly [string, string][], least: number, theme: Theme): string[] {
  return pairs
    .map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(colour(ink, theme), colour(ground, theme)),
    }))
    .filter(({ ratio }) => ratio < least)
    .map(({ pair, ratio }) => `${pair} ${ratio.toFixed(2)}`)
}

function colour(name: string, theme: Theme): string {
  const token = tokens.get(name)
  if (!token) throw new Error(`No token --${name}`)
  return token[theme]
}

/** WCAG 2.2, contrast ratio of two opaque colours. */
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
