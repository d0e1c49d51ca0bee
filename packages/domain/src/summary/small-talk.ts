import { fold } from '../search/fold.ts'
import {
  courtesies,
  denseCourtesies,
  denseNods,
  densePraises,
  leadIns,
  nods,
  praises,
} from './small-talk-words.ts'

const edge = '(?![\\p{L}\\p{M}\\p{N}])'
const start = '(?<![\\p{L}\\p{M}\\p{N}])'
const gap = "[\\s,.!?;:~、，。！？；،…·'¡¿\\p{Extended_Pictographic}\\ufe0f—–-]*"
const spaced = `${start}(?:${courtesies.join('|')})${edge}`
const dense = `(?:${denseCourtesies.join('|')})`
const clauseEnd = '(?=\\s*(?:[,.!?;:~、，。！？；،…\\p{Extended_Pictographic}]|$))'
const praised = `(?:${start}(?:${praises.join('|')})|(?:${densePraises.join('|')}))${clauseEnd}`
const nodded = `(?:${start}(?:${nods.join('|')})|(?:${denseNods.join('|')}))${clauseEnd}|好的(?!话)`
const ledIn = `${start}(?:${leadIns})${edge}`
const opening = new RegExp(`^(?:${gap}(?:${spaced}|${dense}|${praised}|${nodded}|${ledIn}))+${gap}`, 'u')

const clause = '(?<=^\\s*|[,.!?;~、，。！？；،…]\\s*)'
const anywhere = new RegExp(
  `${spaced}|${dense}|${clause}(?:${praised}|${nodded}|(?:${leadIns})${clauseEnd})`,
  'gu',
)

const name = "\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+)?"
const telling = [
  "[Mm]y name(?: is|'s)|[Tt]his is|[Yy]ou(?:'re| are) (?:chatting|speaking|talking) (?:with|to)|I'm|I am",
  '[Hh]ier ist|[Ii]ch bin|[Mm]ein Name ist|[Ii]ch heiße|[Ss]ie sprechen mit|[Ss]oy|[Tt]e atiende|[Ll]e atiende|[Mm]e llamo|[Mm]i nombre es|[Hh]abla',
  "[Jj]e suis|[Jj]e m'appelle|[Ii]ci|[Cc]'est|[Tt]ady|[Jj]menuji se|[Uu] telefonu|[Jj]sem|[Ss]aya|[Dd]engan|[Nn]ama saya|[Aa]qui (?:é|fala)(?: [oa])?|[Ss]ou(?: [oa])?|[Mm]eu nome é|[Ss]ono|[Mm]i chiamo|[Tt]u|[Nn]azywam się|[Mm]et|[Ii]k ben|[Mm]ijn naam is|معك|أنا|ดิฉัน|ผม",
]
/** Who is speaking: a name with the words that tell it, up to where the sentence goes on. */
const introduction = new RegExp(
  `^(?:(?:${telling.join('|')}) (?:${name}|[\\p{Script=Arabic}]+)(?: (?:from|von|de|du|z|dari) [^.,!?]{1,30}?)?(?: (?:here|speaking|ค่ะ|ครับ))?|${name}(?: (?:from|von|of) [^.,!?]{1,30})? (?:here|speaking|hier|à l'appareil|ค่ะ|ครับ)|我是(?:.{0,8}(?:客服|助手|小)[^，。！]{0,12}|[A-Z][a-z]+|\\p{Script=Han}{1,4})|(?:担当の)?[^、。\\s]{1,12}(?:と申します|でございます)|担当の[^、。\\s]{1,12}です)(?:,? (?:the|your|from|der|die|Ihr|votre|su|tu)\\b[^.,!?]{1,40}(?=[.!?]|$))?(?:(?<=ค่ะ|ครับ)(?=\\s)|(?=\\s*(?:[.,!?;。，！、]|\\p{Extended_Pictographic}|$)))[\\s.,!?;。，！、\\p{Extended_Pictographic}\\ufe0f]*`,
  'u',
)
/** A name that somebody is called by, behind a greeting or thanks: before more is told, or as all that is left. */
const called = new RegExp(`^${name}(?:[,!]\\s+(?=\\S)|[\\s.,!]*$)`, 'u')

/** Nobody talks around the matter for longer, in one sentence. */
const openingMax = 300
const typographic = /[’‘ʼ]/gu

const lengthOf = (part: RegExp, text: string): number => part.exec(text)?.[0].length ?? 0

/**
 * A sentence without the small talk it begins with: courtesies, nods, who is speaking and the name of who is spoken to.
 * Empty where it is nothing else. Total, and in time proportional to the sentence.
 */
export function withoutSmallTalk(sentence: string): string {
  let rest = sentence
  for (let round = 0; round < 3; round += 1) {
    const before = rest.length
    const spoken = lengthOf(opening, foldSameLength(rest.slice(0, openingMax)))
    rest = rest.slice(spoken)
    if (spoken > 0) rest = rest.slice(lengthOf(called, rest))
    rest = rest.slice(lengthOf(introduction, rest.slice(0, openingMax).replaceAll(typographic, "'")))
    if (rest.length === before) break
  }
  return rest.length === sentence.length ? rest : rest.charAt(0).toLocaleUpperCase('en') + rest.slice(1)
}

/**
 * A text without what is said out of politeness, wherever it stands, and without clauses that only nod: what is left may
 * tell a mood. Total; for texts of a few thousand letters, since a long run of spaces costs its square.
 */
export function withoutCourtesies(text: string): string {
  let rest = ''
  let from = 0
  for (const { 0: found, index } of foldSameLength(text).matchAll(anywhere)) {
    rest += text.slice(from, index)
    from = index + found.length
  }
  return from === 0 ? text : rest + text.slice(from)
}

const praise = new RegExp(`${clause}(?:${praised})`, 'u')

/** Whether a clause of a text only praises ("Perfect, thanks"). */
export const isPraise = (text: string): boolean => praise.test(foldSameLength(text))

/** What folds to less than it is, and could make up for what folds to more. */
const shrinks = /[\p{M}\u{10000}-\u{10ffff}]/u
const plain = /^[\x20-\x7f]*$/u

/** Folded letter by letter, so that places stay; letters that fold to several stand as they are. */
export function foldSameLength(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text.replaceAll(typographic, "'").replaceAll(/[^\x20-\x40\x5b-\x7f\u4e00-\u9fff]+/gu, (letters) => {
    const whole = shrinks.test(letters) ? '' : fold(letters)
    return whole.length === letters.length ? whole : [...letters].map(foldLetter).join('')
  })
}

function foldLetter(letter: string): string {
  const folded = fold(letter)
  return folded.length === letter.length ? folded : letter
}
