import { readWords } from '../search/read-words.ts'
import { pairsOf } from '../search/tokens.ts'

/** Words that stand in every text and tell of none, folded: of the languages that desks mostly hear, in one list. */
const empty = new Set(
  (
    'a an the and or but if so to of in on at by for from with as is are was were be been am do does did have has had i you he she it we ' +
    'they me my your our their his her its this that these those there here what which who when where why how can could would should will ' +
    'shall may might must not no yes any some all just also too very please thanks thank hello hi okay ok re ve ll don t s d m up out about ' +
    'into over than then now get got like want need looking know let us them one two sure great good well yes something anything else ' +
    'new number day days time today tomorrow yesterday am pm really much many more most could able going ' +
    'der die das den dem des ein eine einen einem einer und oder aber nicht kein ich sie er es wir ihr mich mir mein meine ihre ihren ist sind ' +
    'war hat habe haben wird werden kann konnen auf aus bei mit nach von vor zu zum zur fur im am an als auch noch nur wenn wie was wo ja nein ' +
    'bitte danke hallo guten tag el la los las un una unos y o pero no yo usted mi su es son esta estan fue ha he han para por con de del en ' +
    'al que se me le lo como cuando donde si ya muy mas gracias hola buenos dias le les des du et ou mais ne pas je vous il elle nous mon ma ' +
    'votre vos est sont a ete pour par avec dans sur au aux que qui ce cette bonjour merci je jsem jste jsme mam mate ma mi me muj moje vas vam ' +
    'vase se si to ten ta na v ve do z ze s za o u k po pro ale nebo a i jak kdy kde co uz jen bych by byl byla bylo dobry den dekuji prosim ' +
    'jsou neni ktery ktera ktere saya anda kami kita ini itu yang di ke dari dan atau untuk dengan pada ada tidak bisa sudah belum akan apa kak ya ' +
    'halo terima kasih mohon tolong baik juga lagi nya min selamat pagi siang os um uma eu voce e il gli per che non sono'
  ).split(' '),
)
const emptyDense =
  /^(?:[的了是我你您他她它们在有和也都就不这那个吗呢吧啊哦嗯呀么请要想可以会能好很还去到给把被让对从一二两]|一下|什么|怎么|可以|我想|你好|您好|谢谢|请问|帮我|我们|没有|这个|那个)+$/u

/**
 * The words of a text that tell what it is about: folded, without the small ones, English plurals as their singulars. Of
 * scripts without spaces, its pairs of letters.
 */
export function contentWords(text: string): string[] {
  return readWords(text).flatMap(({ text: word, isDense }) => {
    if (isDense) return pairsOf(word).filter((pair) => [...pair].length === 2 && !emptyDense.test(pair))
    return word.length < 2 || empty.has(word) ? [] : [stemOf(word)]
  })
}

/** Whether a word tells what a text is about. */
export const isTelling = (word: string): boolean =>
  word.length > 1 && !empty.has(word) && !emptyDense.test(word)

/** A word without its English endings, as far as that is safe in other languages: what is compared, never shown. */
export function stemOf(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3)
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && word.endsWith('ed')) return word.slice(0, -2)
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
