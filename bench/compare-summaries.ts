import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { guessLanguage, splitSentences, summarise, type Turn } from '@rapport/domain'
import { plainTextRank } from './plain-text-rank.ts'
import { type Rouge, rouge } from './rouge.ts'

// `node bench/compare-summaries.ts [--file dialogsum.test.jsonl]` prints a table for docs/measurements.md. DialogSum (Chen
// et al. 2021, CC BY-NC-SA 4.0) is read from where it is published, measured, and kept nowhere.
const published =
  'https://raw.githubusercontent.com/cylnlp/dialogsum/main/DialogSum_Data/dialogsum.test.jsonl'
const { file } = parseArgs({ options: { file: { type: 'string' } } }).values

type Dialogue = Readonly<{ turns: readonly Turn[]; references: readonly string[] }>

/** The first to speak is taken for the contact, as it is they who come with something. */
function dialogueOf(line: string): Dialogue {
  const told = JSON.parse(line) as Record<string, string>
  const turns = (told.dialogue ?? '').split('\n').map((said): Turn => {
    const [, speaker = '', text = ''] = /^#(\w+?)#:?\s*(.*)$/u.exec(said) ?? []
    return { from: speaker === 'Person1' ? 'contact' : 'agent', text }
  })
  const references = ['summary', 'summary1', 'summary2', 'summary3'].flatMap((name) => told[name] ?? [])
  return { turns, references }
}

const sentencesOf = ({ turns }: Dialogue): string[] => turns.flatMap(({ text }) => splitSentences(text))

const makers: Readonly<Record<string, (dialogue: Dialogue) => string>> = {
  'LEAD-3 (the first three messages)': ({ turns }) =>
    turns
      .slice(0, 3)
      .map(({ text }) => text)
      .join(' '),
  'LEAD-3 (the first three sentences)': (dialogue) => sentencesOf(dialogue).slice(0, 3).join(' '),
  'TextRank, plain, three sentences': (dialogue) => plainTextRank(sentencesOf(dialogue), 3).join(' '),
  'rapport-extractive-2': ({ turns }) => {
    const language = guessLanguage(
      turns.map(({ text }) => text),
      null,
    )
    return summarise(turns, { language }).text
  },
}

/** Of several references the mean: each is one person's way to say it. */
function score(make: (dialogue: Dialogue) => string, dialogues: readonly Dialogue[]) {
  const scores = dialogues.flatMap((dialogue) => {
    const text = make(dialogue)
    return dialogue.references.map((reference) => ({ ...rouge(text, reference), length: text.length }))
  })
  const mean = (name: keyof Rouge | 'length') =>
    scores.reduce((sum, one) => sum + one[name], 0) / Math.max(1, scores.length)
  return { one: mean('one'), two: mean('two'), longest: mean('longest'), length: mean('length') }
}

const read = file === undefined ? await (await fetch(published)).text() : readFileSync(file, 'utf8')
const dialogues = read.trim().split('\n').map(dialogueOf)
console.log(`| ${dialogues.length} dialogues | ROUGE-1 | ROUGE-2 | ROUGE-L | characters |`)
console.log('|---|---|---|---|---|')
for (const [name, make] of Object.entries(makers)) {
  const { one, two, longest, length } = score(make, dialogues)
  const shown = [one, two, longest].map((part) => (part * 100).toFixed(1)).join(' | ')
  console.log(`| ${name} | ${shown} | ${length.toFixed(0)} |`)
}
