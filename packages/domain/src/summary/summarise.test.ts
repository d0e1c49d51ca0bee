import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessLanguage } from './guess-language.ts'
import { splitSentences } from './split-sentences.ts'
import { suggestTags } from './suggest-tags.ts'
import { summarise, summaryCharactersMax } from './summarise.ts'
import type { Turn } from './turn.ts'

const contact = (text: string): Turn => ({ from: 'contact', text })
const agent = (text: string): Turn => ({ from: 'agent', text })

test('a summary names the problem and what was done, without greetings, pauses and thanks', () => {
  const { text } = summarise(
    [
      contact('Hi there!'),
      agent('Hello, my name is Ada. How can I help you?'),
      contact('Good morning, my parcel 4432 has not arrived yet.'),
      agent('One moment, please. Let me check that for you.'),
      agent('Sorry about that. I have sent a replacement today with DHL.'),
      contact('Great, thank you so much!'),
      agent('Is there anything else I can help you with?'),
      contact('No, that is all. Bye!'),
    ],
    { language: 'en' },
  )
  expect(text).toBe('My parcel 4432 has not arrived yet. → I have sent a replacement today with DHL.')
})

test('a trouble that the contact still has at the end is how it ended', () => {
  const { text } = summarise(
    [
      contact('I cannot log in to my account since yesterday.'),
      agent('I have reset your password.'),
      contact('Thanks.'),
      contact('The app still does not open on my phone.'),
    ],
    { language: 'en' },
  )
  expect(text).toBe(
    'I cannot log in to my account since yesterday. → I have reset your password. → The app still does not open on my phone.',
  )
})

test.each([
  [
    'zh',
    [
      contact('你好'),
      contact('我的订单20311还没有收到，想申请退款。'),
      agent('请稍等。已经为您办理退款，三天内退回。'),
      contact('谢谢'),
    ],
  ],
  [
    'cs',
    [
      contact('Dobrý den, objednávka 5512 mi ještě nedorazila.'),
      agent('Moment prosím. Zásilku jsme dnes znovu odeslali.'),
      contact('Děkuji!'),
    ],
  ],
  [
    'de',
    [
      contact('Guten Tag, meine Lieferung 5512 ist nicht angekommen.'),
      agent('Einen Moment bitte. Wir haben sie heute neu versandt.'),
      contact('Vielen Dank!'),
    ],
  ],
  [
    'id',
    [
      contact('Halo kak, paket saya 5512 belum sampai.'),
      agent('Mohon tunggu sebentar. Paket sudah kami kirim ulang hari ini.'),
      contact('Terima kasih'),
    ],
  ],
])('in %s, too, the request and the answer are taken and the small talk is not', (language, turns) => {
  expect(
    guessLanguage(
      turns.map(({ text }) => text),
      null,
    ),
  ).toBe(language)
  const { text, turns: taken } = summarise(turns, { language })
  const request = turns.findIndex(({ text: said }) => /\d/.test(said))
  expect(taken).toEqual([request, request + 1])
  expect(text).not.toMatch(/请稍|谢谢|Moment|Děkuji|Vielen|tunggu|Terima|Halo|Guten|Dobrý/)
})

test.each([
  ['en', 'Thanks, have a nice day'],
  ['en', 'You’re welcome, Priya. Have a lovely day!'],
  ['en', 'Hi, Anna from Linden & Co here 👋'],
  ['en', 'Hello Grace, thanks for waiting. I’m Wei.'],
  ['en', 'I’ll have to ask the warehouse and will write as soon as I know more.'],
  ['en', 'Glad I could help. Write any time.'],
  ['de', 'Guten Tag, hier ist Anna. Tut mir leid. Schönen Tag noch!'],
  ['de', 'Hallo, danke fürs Warten! Ich bin Wei.'],
  ['es', '¡Hola! Gracias por esperar, te atiende Wei. Un placer ayudarte, Diego.'],
  ['fr', 'Bonjour Élodie, merci d’avoir patienté. Je suis Wei. Je suis désolé.'],
  ['fr', 'Amira à l’appareil. Bonne journée !'],
  ['cs', 'Dobrý den, děkuji za strpení, jmenuji se Anna. Skvělé, mějte se hezky'],
  ['pt', 'Oi Inês, aqui é Tomáš. Imagina, Inês!'],
  ['it', 'Buongiorno, sono Anna. Grazie mille, buona giornata!'],
  ['pl', 'Dzień dobry, tu Anna. Dziękuję bardzo, miłego dnia!'],
  ['nl', 'Goedemorgen, met Anna. Graag gedaan, fijne dag!'],
  ['id', 'Halo Kak Budi, saya Wei. Senang bisa membantu, Kak Budi.'],
  ['ru', 'Здравствуйте! Спасибо за ожидание. Хорошего дня!'],
  ['zh', '您好，让您久等了，我是客服Wei。不客气，祝您生活愉快！'],
  ['ja', 'お待たせいたしました。担当のWeiです。ご利用ありがとうございました。'],
  ['ko', '안녕하세요. 감사합니다.'],
  ['ar', 'أهلًا بك، شكرًا على الانتظار. على الرحب والسعة، يومك سعيد!'],
  ['th', 'สวัสดีค่ะ Amira ค่ะ'],
])('in %s, %j is no outcome', (language, text) => {
  const { text: told, topics } = summarise([contact('LC-20311 QX-77 KD-5?'), agent(text)], { language })
  expect(told).toBe('LC-20311 QX-77 KD-5?')
  expect(topics).toEqual([])
})

test('of several matters, the first is told with its own answer and not with the address of another', () => {
  const { text } = summarise(
    [
      contact('I am looking for a moderate Italian restaurant in the centre.'),
      agent('Pizza Express in the centre serves moderate Italian food.'),
      contact('I also need a train to Ely on Sunday after 14:00.'),
      agent('TR2925 leaves at 14:09.'),
      contact('Could you find me a museum in the west with free entrance?'),
      agent('The address is 12 Castle Street and the phone number is 01223355159.'),
    ],
    { language: 'en' },
  )
  expect(text).toContain('centre. → Pizza Express')
  expect(text).not.toContain('Castle Street')
})

test('topics are what was talked about: no small words, days, verbs of talking, names or codes', () => {
  const { topics } = summarise(
    [
      contact('Tracking says that my kettle would get here on Monday, but I doesn’t see the kettle.'),
      agent(
        'Hi Priya, Anna here. I’ve sent a new kettle, see LC-88 at returns@linden.test for the tracking.',
      ),
    ],
    { language: 'en' },
  )
  expect(topics.toSorted()).toEqual(['kettle', 'tracking'])
})

test('messages without a sign at their end stand apart in a summary', () => {
  const { text } = summarise(
    [contact('the return label does not print'), contact('and the refund for LC-77 is missing as well')],
    { language: 'en' },
  )
  expect(text).toBe('the return label does not print · The refund for LC-77 is missing as well')
})

test('no summary is longer than its limit, and the same turns always give the same one', () => {
  const turn = fc.record({
    from: fc.constantFrom('contact', 'agent', 'bot'),
    text: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.lorem({ mode: 'sentences', maxCount: 6 }),
    ),
  })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
      const summary = summarise(turns, { language: null })
      expect(summary.text.length).toBeLessThanOrEqual(summaryCharactersMax)
      expect(summary.text.isWellFormed() || !turns.every(({ text }) => text.isWellFormed())).toBe(true)
      expect(summarise(turns, { language: null })).toEqual(summary)
    }),
  )
})

test('where nothing is said there is no summary', () => {
  expect(summarise([], { language: null })).toEqual({ text: '', turns: [], topics: [] })
  expect(summarise([contact('   '), contact('👍'), agent('...')], { language: 'en' }).text).toBe('')
})

test('a session of very many and very long messages is told in time', () => {
  const long = 'word '.repeat(20_000)
  const turns = Array.from({ length: 3_000 }, (_, i) =>
    i % 2 ? agent(`${i} ${long}`) : contact(`${long}. ${i}?`),
  )
  const begun = performance.now()
  expect(summarise(turns, { language: 'en' }).text).not.toBe('')
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test.each([
  [
    'I paid 3.50 at 10 a.m. today. Why? See www.example.com.',
    ['I paid 3.50 at 10 a.m. today.', 'Why?', 'See www.example.com.'],
  ],
  ['Mr. Brown wrote. (Twice!) Nobody answered', ['Mr. Brown wrote.', '(Twice!)', 'Nobody answered']],
  ['你好。我要退款！什么时候到？', ['你好。', '我要退款！', '什么时候到？']],
  ['one\ntwo', ['one', 'two']],
])('%j has the sentences that a reader sees', (text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences)
})

test('tags are suggested by the words that the contact said, and by nothing else', () => {
  const tags = [
    { id: 'a', name: 'Refund' },
    { id: 'b', name: 'Late delivery' },
    { id: 'c', name: 'Complaint' },
    { id: 'd', name: '退款' },
  ]
  const turns = [contact('My delivery is late, I want to be refunded.'), agent('We hear your complaint.')]
  expect(suggestTags(turns, tags)).toEqual(['b', 'a'])
  expect(suggestTags([contact('我要申请退款')], tags)).toEqual(['d'])
})
