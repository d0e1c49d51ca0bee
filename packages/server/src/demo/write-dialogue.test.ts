import { expect, test } from 'vitest'
import { languages } from './languages/index.ts'
import { createRandom } from './random.ts'
import { writeDialogue, writeQuestion } from './write-dialogue.ts'

const names = { agent: 'Amira', contact: 'Li' }

test('no talk in any language leaves a gap to be filled, is empty, or has nobody answering', () => {
  for (const [language] of languages) {
    const random = createRandom(7)
    for (let i = 0; i < 200; i += 1) {
      const { opening, tellsOrder, lines, thanks, farewell, hold } = writeDialogue(random, language, names)
      const { asks, answer } = writeQuestion(random, language, names)
      const texts = [
        opening,
        tellsOrder,
        thanks,
        farewell,
        hold,
        asks,
        answer,
        ...lines.map(({ text }) => text),
      ]
      for (const text of texts) expect(text).toMatch(/^[^{}]+$/)
      expect(lines.some(({ by }) => by === 'agent')).toBe(true)
    }
  }
})

test('who has not told their name is not called by one', () => {
  for (const [language] of languages) {
    const random = createRandom(11)
    for (let i = 0; i < 100; i += 1) {
      const { lines, farewell } = writeDialogue(random, language, { agent: 'Amira', contact: '' })
      for (const text of [farewell, ...lines.map((line) => line.text)])
        expect(text).not.toMatch(/ [,.]|, ?[!.]/)
    }
  }
})

test('one seed always tells the same, another seed something else', () => {
  const tell = (seed: number) => {
    const random = createRandom(seed)
    return languages.map(([language]) => writeDialogue(random, language, names))
  }
  expect(tell(1)).toEqual(tell(1))
  expect(tell(1)).not.toEqual(tell(2))
})
