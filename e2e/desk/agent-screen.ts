import type { Locator, Page } from 'playwright-core'

/** The console as one person sees it, by the names that are read out. */
export type AgentScreen = Readonly<{
  page: Page
  /** Shows a list of the inbox: Mine, Unassigned, Bot, Active, Ended. */
  openList(name: string): Promise<void>
  /** How many sessions stand beside a list's name. */
  count(name: string): Promise<number>
  /** The card in the list on screen whose last words these are. */
  card(words: string | RegExp): Locator
  /** What is said in the conversation on screen. */
  thread: Locator
  composer: Locator
  /** Writes a reply and sends it. */
  reply(text: string): Promise<void>
  button(name: string | RegExp): Locator
  /** The question in front of everything; a toast or a list to choose from is none. */
  dialog: Locator
}>

/** Reads a page as the console. */
export function agentScreen(page: Page): AgentScreen {
  const lists = page.getByRole('navigation', { name: 'Lists' })
  const nav = (name: string) => lists.getByRole('link', { name: new RegExp(`^${name}`) })
  const composer = page.getByRole('textbox', { name: /^(Reply to |Write a note)/ })
  return {
    page,
    async openList(name) {
      await nav(name).click()
      await page.getByRole('region', { name, exact: true }).first().waitFor()
    },
    async count(name) {
      const said = await nav(name)
        .getByText(/^[\d,]+ sessions?$/)
        .allTextContents()
      return Number.parseInt(said[0]?.replaceAll(',', '') ?? '0', 10)
    },
    card: (words) => page.getByRole('listitem').getByRole('link').filter({ hasText: words }),
    thread: page.getByRole('list', { name: /^Conversation with / }),
    composer,
    async reply(text) {
      await composer.fill(text)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
    },
    button: (name) => page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }),
    dialog: page.getByRole('dialog', { name: /^(Transfer the session|End the session|Keyboard shortcuts)/ }),
  }
}
