/** The red, green and blue of a colour such as `#0c6457`; what is no colour counts as black. */
const channelsOf = (colour: string): readonly number[] => {
  const all = Number.parseInt(colour.slice(1), 16)
  return [all >> 16, (all >> 8) & 255, all & 255]
}

/** The contrast of two colours, 1 to 21, by WCAG 2.2's formula of relative luminance. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05]
  return x > y ? x / y : y / x
}

function luminance(colour: string): number {
  const weights = [0.2126, 0.7152, 0.0722]
  return channelsOf(colour).reduce((sum, channel, i) => {
    const share = channel / 255
    return sum + (weights[i] ?? 0) * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
  }, 0)
}

const dark = '#000000'
const light = '#ffffff'

/** The text that is easier to read on a colour, black or white: one of the two always reaches 4.5:1. */
export const textOn = (colour: string): string =>
  contrast(colour, light) > contrast(colour, dark) ? light : dark

/**
 * The colour, moved towards black or white only as far as it takes to be readable (4.5:1) on a background: how an
 * accent chosen for buttons also serves for links in light and in dark.
 */
export function readableOn(colour: string, background: string): string {
  const from = channelsOf(colour)
  const to = channelsOf(textOn(background))
  for (let step = 0; step < 1; step += 0.05) {
    const mixed = toHex(from.map((channel, i) => channel + ((to[i] ?? 0) - channel) * step))
    if (contrast(mixed, background) >= 4.5) return mixed
  }
  return textOn(background)
}

const toHex = (channels: readonly number[]): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
