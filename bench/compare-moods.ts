import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SentimentClass, sentimentClasses, sentimentClassOf, type Turn } from '@rapport/domain'
import { makeSummaryHere } from '../packages/server/src/ai/testing/make-summary-here.ts'

// `node bench/compare-moods.ts <folder>` prints, for docs/measurements.md, how the moods of real conversations that were
// judged by eye are told: twenty English ones of MultiWOZ and twenty Chinese ones of CrossWOZ, known by their places, from 0.
const folder = process.argv[2]
if (folder === undefined) throw new Error('Say in which folder multiwoz-1000.jsonl and zh-500.jsonl are')

/** Judged by what the contact says; all that are not named here are neutral. Whoever judged had seen what is told. */
const judged: Readonly<
  Record<string, Readonly<{ places: string } & Partial<Record<SentimentClass, string>>>>
> = {
  'multiwoz-1000': {
    places: '0 3 5 9 13 22 24 28 35 39 92 300 449 552 562 687 718 735 857 907',
    negative: '552',
    positive: '562 718',
  },
  'zh-500': {
    places: '69 70 100 101 103 104 107 108 109 110 112 114 119 228 246 276 340 343 461 490',
    negative: '228',
    positive: '70 100 101 107',
  },
}

type Told = Readonly<{ author: 'contact' | 'agent' | 'bot' | 'system'; text: string }>

function moodOf(line: string): SentimentClass {
  const { messages } = JSON.parse(line) as { messages: readonly Told[] }
  const turns = messages.flatMap(({ author, text }): Turn[] =>
    author === 'system' ? [] : [{ from: author, text }],
  )
  return sentimentClassOf(makeSummaryHere({ turns, languageHint: null, tags: [] }).sentiment?.score ?? 0)
}

for (const [set, { places, ...classes }] of Object.entries(judged)) {
  const lines = readFileSync(join(folder, `${set}.jsonl`), 'utf8').split('\n')
  const counts = new Map<string, number>()
  for (const place of places.split(' ')) {
    const eye = sentimentClasses.find((mood) => classes[mood]?.split(' ').includes(place)) ?? 'neutral'
    const told = moodOf(lines[Number(place)] ?? '')
    counts.set(`${eye} ${told}`, (counts.get(`${eye} ${told}`) ?? 0) + 1)
  }
  console.log(`| ${set}: by eye | told ${sentimentClasses.join(' | told ')} |`)
  console.log('|---|---|---|---|')
  for (const eye of sentimentClasses)
    console.log(
      `| ${eye} | ${sentimentClasses.map((told) => counts.get(`${eye} ${told}`) ?? 0).join(' | ')} |`,
    )
}
