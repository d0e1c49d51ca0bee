import { fold } from '../search/fold.ts'

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
]

/** The commonest small words of languages in Latin letters, folded; those that several share tell nothing and are left out. */
const smallWords: Readonly<Record<string, string>> = {
  en: 'the and you is are was have has my your it that this with for not can i what when please would will of to we am be at by from but do does did where how why there get need want thanks thank hello',
  de: 'der die das und ist nicht ich sie wir mein meine ihre habe haben mit fur auf ein eine bitte wie wann kann noch aber',
  es: 'el los las y es mi su que por para con una un gracias como cuando puedo tengo pero hola favor del esta',
  fr: 'le les et est vous je mon ma votre que pour avec une des merci comment quand puis pas mais bonjour dans sur ne',
  pt: 'os e meu minha que para com uma um obrigado obrigada como quando posso tenho mas nao voce ola do da',
  it: 'il gli e mio mia che per con una un grazie come quando posso ho ma non ciao del della sono',
  cs: 'je jsem jste mam nemam ale jak kdy prosim dekuji dobry den na ve ze se mi muj moje objednavka uz neni bych',
  pl: 'jest jestem nie tak ale jak kiedy prosze dziekuje dzien dobry na sie moj moje czy mam juz bym',
  nl: 'de het een en is niet ik mijn uw wij heb heeft met voor op hoe wanneer kan maar dank graag van',
  id: 'saya anda yang dan tidak bisa sudah belum ini itu untuk dengan di ke dari apa kapan tolong terima kasih mohon ya',
}
const languagesOf = new Map<string, readonly string[]>()
for (const [language, words] of Object.entries(smallWords))
  for (const word of words.split(' ')) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language])

const readMax = 3_000

/**
 * The language that texts are in, as the first part of a tag (`en`); `hint` where they do not tell, null where nobody
 * knows. Scripts tell at once, Latin letters by the small words between.
 */
export function guessLanguage(texts: readonly string[], hint: string | null): string | null {
  const read = texts.join('\n').slice(0, readMax)
  const letters = read.match(/\p{L}/gu)?.length ?? 0
  for (const [language, letter] of scripts) {
    const found = read.match(letter)?.length ?? 0
    if (found * (language === 'ja' ? 12 : 5) > letters) return language
  }
  return byWords(read) ?? primaryOf(hint)
}

/** The first part of a language tag, in small letters. */
export const primaryOf = (tag: string | null): string | null =>
  tag === null || tag === '' ? null : (tag.toLowerCase().split(/[-_]/u)[0] ?? null)

function byWords(text: string): string | null {
  const counts = new Map<string, number>()
  for (const [word] of fold(text).matchAll(/\p{L}+/gu)) {
    const among = languagesOf.get(word) ?? []
    for (const language of among) counts.set(language, (counts.get(language) ?? 0) + 1 / among.length)
  }
  const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1])
  if (first === undefined || first[1] < 1) return null
  return second === undefined || first[1] >= second[1] * 1.2 ? first[0] : null
}
