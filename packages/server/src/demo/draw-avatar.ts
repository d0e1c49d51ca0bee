import { crc32, deflateSync } from 'node:zlib'
import { createRandom, type Random } from './random.ts'

const side = 128
/** Each pixel is the mean of 3 × 3, so that circles are round. */
const samples = 3

type Colour = readonly [red: number, green: number, blue: number]

/** A shape covers some points of the unit square; later ones lie on top. */
type Shape = Readonly<{ colour: Colour; covers(x: number, y: number): boolean }>

const backgrounds: readonly Colour[] = [
  [214, 232, 226],
  [246, 226, 205],
  [221, 226, 245],
  [243, 220, 224],
  [230, 235, 207],
  [226, 218, 240],
  [208, 230, 240],
]
const clothes: readonly Colour[] = [
  [12, 100, 87],
  [178, 84, 45],
  [72, 86, 160],
  [150, 58, 84],
  [96, 112, 40],
  [108, 74, 150],
  [30, 96, 130],
]
const skins: readonly Colour[] = [
  [248, 214, 186],
  [232, 184, 146],
  [198, 142, 102],
  [150, 100, 70],
  [110, 72, 50],
]
const hairs: readonly Colour[] = [
  [44, 34, 32],
  [92, 58, 38],
  [148, 96, 52],
  [204, 164, 104],
  [120, 118, 122],
  [150, 62, 40],
]

/** A small picture of somebody who does not exist, as a PNG. The same number draws the same face. */
export function drawAvatar(number: number): Buffer {
  const shapes = composeFace(createRandom(number * 7919 + 17), number)
  const pixels = Buffer.alloc((side * 3 + 1) * side)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [red, green, blue] = colourAt(shapes, x, y)
      pixels.set([red, green, blue], y * (side * 3 + 1) + 1 + x * 3)
    }
  }
  return encodePng(pixels)
}

function composeFace(random: Random, number: number): readonly Shape[] {
  const colour = (from: readonly Colour[], offset = 0): Colour =>
    from[(number + offset) % from.length] ?? [0, 0, 0]
  const skin = random.pick(skins)
  const hair = random.pick(hairs)
  const isLong = random.chance(0.5)
  const fringe = 0.3 + random.next() * 0.06
  return [
    { colour: colour(backgrounds), covers: () => true },
    ...(isLong ? [{ colour: hair, covers: ellipse(0.5, 0.5, 0.27, 0.33) }] : []),
    { colour: colour(clothes), covers: ellipse(0.5, 1.05, 0.4, 0.32) },
    { colour: skin, covers: (x, y) => Math.abs(x - 0.5) < 0.085 && y > 0.55 && y < 0.8 },
    { colour: hair, covers: ellipse(0.5, 0.4, 0.225, 0.235) },
    { colour: skin, covers: (x, y) => ellipse(0.5, 0.46, 0.185, 0.215)(x, y) && y > fringe },
    {
      colour: [48, 40, 40],
      covers: (x, y) => ellipse(0.43, 0.46, 0.018, 0.022)(x, y) || ellipse(0.57, 0.46, 0.018, 0.022)(x, y),
    },
    { colour: [168, 72, 66], covers: (x, y) => y > 0.555 && ellipse(0.5, 0.545, 0.065, 0.05)(x, y) },
  ]
}

function ellipse(cx: number, cy: number, rx: number, ry: number): (x: number, y: number) => boolean {
  return (x, y) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
}

function colourAt(shapes: readonly Shape[], x: number, y: number): Colour {
  const sum = [0, 0, 0]
  for (let i = 0; i < samples * samples; i += 1) {
    const px = (x + ((i % samples) + 0.5) / samples) / side
    const py = (y + (Math.floor(i / samples) + 0.5) / samples) / side
    const [red, green, blue] = shapes.findLast(({ covers }) => covers(px, py))?.colour ?? [0, 0, 0]
    sum[0] = (sum[0] ?? 0) + red
    sum[1] = (sum[1] ?? 0) + green
    sum[2] = (sum[2] ?? 0) + blue
  }
  const mean = (total: number | undefined) => Math.round((total ?? 0) / (samples * samples))
  return [mean(sum[0]), mean(sum[1]), mean(sum[2])]
}

/** Rows of RGB, each after a byte that says it is not filtered (PNG, third edition, 11.2). */
function encodePng(rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
