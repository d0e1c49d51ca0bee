import type { Language, Scenario } from './languages/index.ts'
import type { Random } from './random.ts'

/** What somebody says, in the order it is said. */
export type Line = Readonly<{ by: 'contact' | 'agent'; text: string }>

/** A matter in words, everything filled in. */
export type Dialogue = Readonly<{
  team: Scenario['team']
  opening: string
  tellsOrder: string
  /** All after the opening; the agent's first line greets. */
  lines: readonly Line[]
  thanks: string
  farewell: string
  hold: string
}>

/** Who talks to whom, by the names they use; the contact's may be empty. */
export type Names = Readonly<{ agent: string; contact: string }>

/** Writes one talk of a language: a matter, its wordings, and the same order, city and sum all through. */
export function writeDialogue(random: Random, language: Language, names: Names): Dialogue {
  const scenario = random.pick(language.scenarios)
  const fill = createFill(random, language, names)
  const [opening, ...rest] = chooseLines(random, scenario.lines).map(({ by, text }) => ({
    by,
    text: fill(text),
  }))
  if (opening === undefined) throw new Error('A scenario begins with something said')
  return {
    team: scenario.team,
    opening: opening.text,
    tellsOrder: fill(random.pick(language.tellsOrder)),
    lines: greet(random, rest, fill(random.pick(sayable(language.hello, names)))),
    thanks: random.pick(language.thanks),
    farewell: fill(random.pick(sayable(language.farewells, names))),
    hold: fill(random.pick(sayable(language.holds, names))),
  }
}

/** A question that the language's bot can answer by itself. */
export function writeQuestion(
  random: Random,
  language: Language,
  names: Names,
): { asks: string; answer: string } {
  const { asks, answer } = random.pick(language.questions)
  return { asks: createFill(random, language, names)(random.pick(asks)), answer }
}

/** Wordings that call nobody by a name they have not told. Every list has one. */
const sayable = (texts: readonly string[], { contact }: Names): readonly string[] =>
  contact === '' ? texts.filter((text) => !text.includes('{name}')) : texts

function createFill(random: Random, language: Language, names: Names): (text: string) => string {
  const slots: Readonly<Record<string, string>> = {
    item: random.pick(language.items),
    garment: random.pick(language.items.slice(0, 3)),
    order: `LC-${random.between(8000, 9899)}-${String(random.between(0, 9999)).padStart(4, '0')}`,
    size: random.pick(['S', 'L', 'XL', 'XXL']),
    city: random.pick(language.cities),
    day: random.pick(language.days),
    amount: language.currency(random.between(9, 180)),
    me: names.agent,
    name: names.contact,
  }
  return (text) => text.replace(/\{(\w+)\}/g, (whole, slot: string) => slots[slot] ?? whole)
}

/** Lines that are not always said come and go together with their neighbours: a question with its answer. */
function chooseLines(random: Random, script: string): readonly Line[] {
  let isSaid = true
  let wasOptional = false
  return script
    .trim()
    .split('\n')
    .flatMap((line): Line[] => {
      const isOptional = line[1] === '?'
      if (!isOptional || !wasOptional) isSaid = !isOptional || random.chance(0.55)
      wasOptional = isOptional
      if (!isSaid) return []
      const text = line.slice(line.indexOf(' ') + 1)
      return [{ by: line[0] === 'a' ? 'agent' : 'contact', text: random.pick(text.split(' / ')) }]
    })
}

function greet(random: Random, lines: readonly Line[], hello: string): readonly Line[] {
  const first = lines.findIndex(({ by }) => by === 'agent')
  const isApart = random.chance(0.4)
  return lines.flatMap((line, i) => {
    if (i !== first) return [line]
    return isApart
      ? [{ by: 'agent' as const, text: hello }, line]
      : [{ by: 'agent' as const, text: `${hello} ${line.text}` }]
  })
}
