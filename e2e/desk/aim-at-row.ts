import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** What happened under a pointer that stayed on one row: whether anything there moved, and how many rows said something new. */
export type Aimed = Readonly<{ samples: number; jumped: number; ticked: number }>

/**
 * Points at a row of the sessions as somebody about to press it does, for a while, and looks at every frame: the row under
 * the pointer and those beside it have to stay which they are, and where they are.
 */
export async function aimAtRow(page: Page, place: number, ms: number): Promise<Aimed> {
  const row = page.getByRole('table', { name: 'Sessions' }).locator(`[data-row="${place}"]`)
  const box = await row.boundingBox()
  if (box === null) throw new Error(`There is no row ${place} to point at`)
  const x = box.x + 300
  const y = box.y + box.height / 2
  await page.mouse.move(x, y)
  await page.evaluate(startLooking, { x, y })
  const until = Date.now() + ms
  // A hand is never still.
  for (let n = 0; Date.now() < until; n++) {
    await page.mouse.move(x + (n % 2), y)
    await pause(250)
  }
  return await page.evaluate(stopLooking)
}

type Looking = { samples: number; jumped: number; texts: Map<string, Set<string>>; isOver: boolean }
type WithLooking = typeof globalThis & { looking?: Looking }

function startLooking({ x, y }: { x: number; y: number }): Promise<void> {
  const looking: Looking = { samples: 0, jumped: 0, texts: new Map(), isOver: false }
  const page = globalThis as WithLooking
  page.looking = looking
  const numberOf = (row: Element) => /#[\d,]+/.exec(row.textContent ?? '')?.[0] ?? ''
  const isRow = (one: Element | null | undefined): one is Element => one?.matches('[data-row]') ?? false
  const see = () => {
    const under = document.elementFromPoint(x, y)?.closest('[data-row]')
    if (!isRow(under)) return 'none'
    const index = Number(under.getAttribute('data-row'))
    const near = [index - 1, index, index + 1].flatMap(
      (place) => document.querySelector(`[data-row="${place}"]`) ?? [],
    )
    return near.map((one) => `${numberOf(one)} at ${Math.round(one.getBoundingClientRect().top)}`).join()
  }
  const note = () => {
    for (const one of document.querySelectorAll('[data-row]')) {
      // Clocks tick by themselves; words and counts do not.
      const said = [...one.querySelectorAll('[role=cell]')]
        .map((cell) => cell.textContent)
        .slice(3, 6)
        .join()
      looking.texts.set(numberOf(one), (looking.texts.get(numberOf(one)) ?? new Set()).add(said))
    }
  }
  return new Promise((resolve) => {
    // The pointer has just come: what was on its way with it is not yet held.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        let before = see()
        const look = () => {
          const now = see()
          looking.samples += 1
          if (now !== before) looking.jumped += 1
          before = now
          note()
          if (!looking.isOver) requestAnimationFrame(look)
        }
        look()
        resolve()
      }),
    )
  })
}

function stopLooking(): Aimed {
  const { looking } = globalThis as WithLooking
  if (looking === undefined) throw new Error('Nobody was looking')
  looking.isOver = true
  const { samples, jumped, texts } = looking
  return { samples, jumped, ticked: [...texts.values()].filter(({ size }) => size > 1).length }
}
