import type { SessionList } from '@rapport/domain'
import type { Locator, Page } from 'playwright-core'
import type { Person } from './people.ts'

/** The parameters of the page's address, as far as they say which sessions, and in what order. */
export type Asked = Readonly<{
  list?: SessionList
  filter?: string
  sort?: string
  direction?: 'asc' | 'desc'
}>

/** The Sessions page as one person sees it, by the names that are read out. */
export type SessionsScreen = Readonly<{
  page: Page
  /** Goes to the page with these parameters, and waits for its head. */
  open(parameters?: Readonly<Record<string, string>>): Promise<void>
  rows: Locator
  row(words: string | RegExp): Locator
  button(name: string | RegExp): Locator
  /** A column's header, by its name. */
  header(name: string): Locator
  /** The panel beside the table, whoever's session it holds. */
  panel: Locator
  tab(name: string): Locator
  /** What the address asks for. */
  asked(): Asked
  /** Waits until the table says that it has so many sessions. */
  hasRows(count: number): Promise<void>
  /** The numbers of all sessions listed, in order, read from the first row to the end of the list. */
  numbers(): Promise<readonly number[]>
}>

/** The column that tells sessions apart, for who chooses it. */
export const withNumbers = [
  'contact',
  'number',
  'summary',
  'state',
  'agent',
  'tag',
  'started',
  'firstResponse',
]

/** Reads a page as the Sessions page of a console at this origin. The table has to have the column Session ID. */
export function sessionsScreen(page: Page, origin: string): SessionsScreen {
  const table = page.getByRole('table', { name: 'Sessions' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('cell') })
  const panel = page.getByRole('region', { name: /^Session with / }).first()
  return {
    page,
    async open(parameters = {}) {
      await page.goto(`${origin}/sessions?${new URLSearchParams(parameters)}`)
      await page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor()
    },
    rows,
    row: (words) => rows.filter({ hasText: words }),
    button: (name) => page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }),
    header: (name) =>
      table
        .getByRole('columnheader')
        .filter({ has: page.getByRole('button', { name, exact: true }) })
        .first(),
    panel,
    tab: (name) => panel.getByRole('tab', { name }),
    asked: () => Object.fromEntries(new URL(page.url()).searchParams),
    hasRows: (count) =>
      table.and(page.locator(`[aria-rowcount="${count + 1}"]`)).waitFor({ state: 'attached' }),
    numbers: () => readNumbers(table),
  }
}

const end = "You've reached the end of the sessions."

/** Scrolls as a reader does, because only what is in sight exists, until the list says that this is its end. */
function readNumbers(table: Locator): Promise<readonly number[]> {
  return table.evaluate(async (at, end) => {
    const scroller = at.parentElement as HTMLElement
    const found = new Map<number, number>()
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const isOver = () =>
      scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1 &&
      scroller.textContent?.includes(end) === true
    const look = () => {
      for (const row of at.querySelectorAll('[role=row][aria-rowindex]')) {
        // By the cell, because the one beside it may begin with a number too.
        const cells = [...row.querySelectorAll('[role=cell]')].map(({ textContent }) => textContent ?? '')
        const said = cells.find((cell) => /^#[\d,]+$/.test(cell))
        if (said !== undefined)
          found.set(Number(row.getAttribute('aria-rowindex')), Number(said.replaceAll(/[#,]/g, '')))
      }
    }
    scroller.scrollTo({ top: 0 })
    for (let step = 0; step < 400; step++) {
      await frame()
      await frame()
      look()
      if (isOver()) break
      scroller.scrollBy({ top: scroller.clientHeight * 0.8 })
    }
    return [...found].sort(([a], [b]) => a - b).map(([, number]) => number)
  }, end)
}

/** What the API answers for the same question, all pages of it: the numbers of the sessions, in order. */
export async function numbersByApi(
  { api }: Person,
  { list = 'all', filter = '', sort = 'started', direction = 'desc' }: Asked,
): Promise<readonly number[]> {
  const numbers: number[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof api.sessions.list>> = await api.sessions.list({
      ...{ list, filter, sort, direction },
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    numbers.push(...page.items.map(({ session }) => session.number))
    cursor = page.next
  } while (cursor !== null)
  return numbers
}
