import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Turn } from '../summary/turn.ts'
import { pastCourtesies } from './past-courtesies.ts'
import { scorerByLexicon } from './score-by-lexicon.ts'
import { sentimentClassOf } from './sentiment-class.ts'
import { courseMax, sentimentOf } from './sentiment-of.ts'

const contact = (text: string): Turn => ({ from: 'contact', text })
const classOf = (language: string, text: string) => {
  const sentiment = sentimentOf([contact(text)], scorerByLexicon(language))
  return sentiment === null ? null : sentimentClassOf(sentiment.score)
}

test.each([
  ['en', 'This is terrible, my parcel is broken!', 'negative'],
  ['en', 'Excellent, thank you, I am very happy', 'positive'],
  ['zh', '太差了，东西是坏的，我要投诉', 'negative'],
  ['zh', '非常满意，谢谢', 'positive'],
  ['zh', '不满意', 'negative'],
  ['cs', 'To je hrozné, zboží je rozbité', 'negative'],
  ['cs', 'Skvělé, jsem moc spokojená, děkuji', 'positive'],
  ['id', 'Barang rusak, saya sangat kecewa', 'negative'],
  ['id', 'Mantap, terima kasih, cepat sekali', 'positive'],
  ['de', 'Das ist furchtbar, schon wieder kaputt', 'negative'],
  ['de', 'Perfekt, vielen Dank, sehr nett', 'positive'],
  ['es', 'Es horrible, llega tarde y roto', 'negative'],
  ['es', 'Muchas gracias, excelente', 'positive'],
  ['fr', 'Merci beaucoup, le service est parfait', 'positive'],
  ['en', 'My order number is 1234.', 'neutral'],
])('in %s, %j sounds %s', (language, text, sounds) => {
  expect(classOf(language, text)).toBe(sounds)
})

test('a word of denial turns a mood round', () => {
  const score = scorerByLexicon('en')
  expect(score('it is good')).toBeGreaterThan(0)
  expect(score('it is not good')).toBeLessThan(0)
})

test.each([
  ['en', 'Please, could you help me? Thank you very much in advance, have a nice day!'],
  ['en', 'You’re welcome. Kind regards'],
  ['de', 'Guten Tag, bitte, vielen Dank und einen schönen Tag noch'],
  ['es', '¡Hola! Por favor. Muchas gracias por su ayuda, que tenga un buen día'],
  ['fr', 'Bonjour, s’il vous plaît. Merci beaucoup, bonne journée'],
  ['cs', 'Dobrý den, prosím. Děkuji moc, hezký den'],
  ['id', 'Halo kak, mohon maaf. Terima kasih banyak'],
  ['pt', 'Bom dia, por favor. Muito obrigada pela ajuda'],
  ['zh', '你好，麻烦您了，非常感谢，祝您生活愉快，再见'],
])('in %s, %j is polite and nothing else, which is neither good nor bad', (language, text) => {
  const score = pastCourtesies(scorerByLexicon(language))
  expect(score(text)).toBe(0)
})

test.each([
  ['en', 'Please, my lamp is broken, thanks', 'It works now, you have been very helpful'],
  ['de', 'Bitte, die Lampe ist kaputt, vielen Dank', 'Sie funktioniert jetzt, danke, sehr nett'],
  ['es', 'Por favor, la lámpara está rota, gracias', 'Ya funciona, gracias, muy amable'],
  ['fr', 'Bonjour, la lampe est cassée, merci', 'Le problème est résolu, je suis ravie, merci'],
  ['cs', 'Prosím, lampa je rozbitá, děkuji', 'Už funguje, děkuji, jsem moc ráda'],
  ['id', 'Mohon, lampunya rusak, terima kasih', 'Cepat sekali, mantap kak, saya puas'],
  ['pt', 'Por favor, a luminária veio quebrada, obrigado', 'Já funciona, gostei muito, obrigado'],
  ['zh', '你好，灯是坏的，麻烦您了，谢谢', '已经解决了，很满意，谢谢'],
])(
  'in %s, a complaint sounds bad however polite it is, and goes up when it was solved',
  (language, bad, good) => {
    const scorer = pastCourtesies(scorerByLexicon(language))
    expect(sentimentOf([contact(bad)], scorer)?.score).toBeLessThanOrEqual(-20)
    const [first, ...rest] = sentimentOf([contact(bad), contact(good)], scorer)?.course ?? []
    expect(first).toBeLessThanOrEqual(-20)
    expect(rest.at(-1)).toBeGreaterThanOrEqual(20)
  },
)

test('later messages weigh more, and the course keeps their order', () => {
  const bad = contact('terrible')
  const good = contact('excellent')
  const ended = sentimentOf([bad, good], scorerByLexicon('en'))
  expect(ended?.score).toBeGreaterThan(0)
  expect(ended?.course.map(sentimentClassOf)).toEqual(['negative', 'positive'])
})

test('who says nothing that can be told by has no mood, whatever we say', () => {
  const turns: Turn[] = [{ from: 'agent', text: 'This is terrible' }, contact('12345'), contact('')]
  expect(sentimentOf(turns, scorerByLexicon('en'))).toBeNull()
  expect(sentimentOf([contact('слова')], scorerByLexicon('xx'))).toBeNull()
  expect(sentimentOf([contact('👍')], scorerByLexicon(null))?.score).toBeGreaterThan(20)
})

test('whatever is said, a mood is a whole number from -100 to 100 in at most twenty parts', () => {
  const texts = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('bad', '太差', 'good 👍')),
    {
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(texts, fc.constantFrom('en', 'zh', 'cs', null), (said, language) => {
      const sentiment = sentimentOf(said.map(contact), scorerByLexicon(language))
      if (sentiment === null) return
      expect(sentiment.course.length).toBeLessThanOrEqual(courseMax)
      for (const score of [sentiment.score, ...sentiment.course]) {
        expect(Number.isInteger(score) && Math.abs(score) <= 100 && !Object.is(score, -0)).toBe(true)
      }
    }),
  )
})
