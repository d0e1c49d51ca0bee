/**
 * What people of one language say in the demo. Lines begin with who speaks: `c` the contact, `a` the agent; a `?` after
 * it makes the line one that is not always said, and ` / ` stands between wordings. `{item}`, `{garment}`, `{order}`,
 * `{size}`, `{city}`, `{day}`, `{amount}`, `{me}` and `{name}` are filled in once per session.
 */
export type Language = Readonly<{
  locale: string
  /** What the shop sells; the first three are worn, and have sizes. */
  items: readonly string[]
  cities: readonly string[]
  days: readonly string[]
  currency: (amount: number) => string
  /** What the bot says first, asks next, and says when it gives up. */
  bot: Readonly<{ greeting: string; asks: string; handsOff: string }>
  hello: readonly string[]
  /** What the contact answers when asked for the order number. */
  tellsOrder: readonly string[]
  holds: readonly string[]
  thanks: readonly string[]
  farewells: readonly string[]
  /** Questions the bot answers by itself. */
  questions: readonly Readonly<{ asks: readonly string[]; answer: string }>[]
  scenarios: readonly Scenario[]
  names: readonly (readonly [given: string, family: string])[]
}>

/** One matter people write about, from the first line to the last. `team` is whose matter it is. */
export type Scenario = Readonly<{ team: 'orders' | 'returns' | 'billing'; lines: string }>
