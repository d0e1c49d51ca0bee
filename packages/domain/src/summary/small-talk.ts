import { fold } from '../search/fold.ts'

/**
 * What people say around the matter, in the languages that desks mostly hear, folded: greetings, thanks, goodbyes and
 * what fills a pause. One list for all languages, as sessions mix them.
 */
const around = [
  'hi there|hi|hello there|hello|hey there|hey|good (?:morning|afternoon|evening|day)|dear (?:sir|madam|team|all)|greetings',
  'thank you (?:so |very )?much(?: for (?:your|the|all your|all the) (?:help|time|assistance|patience|information|info))?',
  '(?:thank you|thanks)(?: (?:a lot|again|so much|very much))?(?: for (?:your|the|all your|all the|contacting|calling|reaching|choosing|using)(?: [a-z]+){0,3})?',
  "you(?: are|'re| 're|re) (?:very |most |so )?welcome|no problem|my pleasure|no worries|glad to (?:help|be of help|assist)|happy to help",
  '(?:good ?bye|bye bye|bye)(?: now)?|see you|take care|cheers|regards|best regards|kind regards|have an? (?:\\w+ )?(?:day|evening|weekend|night|time|trip|stay|one|week)',
  "that(?: is|'s| 's|s|'ll be| will be| would be) (?:all|everything|great|perfect|fine|wonderful|good|it|awesome|excellent)(?: (?:i needed|i need|for now|for today|thanks|today))*",
  'okay|ok|sure|great|perfect|awesome|wonderful|excellent|alright|all right|cool|nice|lovely|fantastic|super|sounds (?:good|great|perfect)|of course|certainly|absolutely|definitely|right|well|oh|yes|yeah|yep|no|nope|got it|i see|understood',
  "please|sorry|i am sorry|excuse me|actually|also|and|so|then|now|just|too|sir|madam|ma'am",
  'guten (?:tag|morgen|abend)|hallo|moin|servus|vielen dank|danke (?:schon|sehr)?|bitte(?: schon| sehr)?|gern(?:e)?|tschuss|auf wiedersehen|schonen tag(?: noch)?|mit freundlichen grussen|alles klar|ja|nein',
  'hola|buenos dias|buenas(?: tardes| noches)?|muchas gracias|gracias|de nada|adios|hasta luego|que tenga (?:un )?buen dia|vale|claro|si',
  "bonjour|bonsoir|salut|merci(?: beaucoup)?|de rien|je vous en prie|au revoir|bonne journee|d'accord|oui|non",
  'dobry (?:den|vecer)|dobre rano|ahoj|zdravim|dekuji(?: moc| vam| mnohokrat)?|dekuju|diky(?: moc)?|neni zac|nemate zac|na shledanou|nashledanou|hezky den|pekny den|prosim|s pozdravem|dobre|jasne|ano|ne',
  'halo|hai|selamat (?:pagi|siang|sore|malam)|terima kasih(?: banyak| kembali| ya)?|makasih(?: ya| banyak)?|sama-sama|baik(?:lah)?|oke|ya|kak|min|mohon|permisi|sip|siap',
  'ola|bom dia|boa (?:tarde|noite)|obrigad[oa]|ciao|buongiorno|buonasera|grazie(?: mille)?|prego|arrivederci|dzien dobry|dziekuje|hoi|goedemorgen|goedemiddag|dank (?:je|u)(?: wel)?|bedankt',
  '您好|你好|哈喽|早上好|下午好|晚上好|谢谢(?:你|您|了|啦|啊)*|多谢|感谢(?:您|你)?|非常感谢|不(?:用谢|客气|谢)|没关系|没事|再见|拜拜|祝您?你?(?:生活|旅途|游玩|用餐|购物|工作)?(?:愉快|开心)|好的?(?:呢|哒|吧|啊|嘞|呀|哦)*|行的?|嗯+|哦+|是的|对的?|可以的?|明白了?|知道了|收到|麻烦(?:您|你)?(?:了|啦)?|辛苦(?:您|你)?了|亲+|应该的|很高兴为您服务|一定|没问题|太好了|是吗|真好|不错|当然了?|嗯嗯|好呀|好啊|那么?',
  'こんにちは|おはようございます|ありがとうございます?|ありがとう|はい|よろしくお願いします|안녕하세요|감사합니다|네',
]
const edge = '(?![\\p{L}\\p{N}])'
const gap = '[\\s,.!?;:~、，。！？…·—–-]*'
const opening = new RegExp(
  `^(?:${gap}(?:(?:${around.slice(0, -2).join('|')})${edge}|${around.slice(-2).join('|')}))+${gap}`,
  'u',
)
const leadingNames = /^(?:[A-Z][\p{L}]+(?: [A-Z][\p{L}]+)?\s*[,!]\s+)(?=\S)/u

/**
 * A sentence without the small talk it begins with. Empty where it is nothing else. Total, and in time proportional to
 * the sentence.
 */
export function withoutSmallTalk(sentence: string): string {
  const folded = foldSameLength(sentence)
  const spoken = opening.exec(folded)?.[0].length ?? 0
  const rest = sentence.slice(spoken)
  if (spoken === 0 || rest === '') return rest
  const named = rest.replace(leadingNames, '')
  return named.charAt(0).toLocaleUpperCase('en') + named.slice(1)
}

/** Folded letter by letter, so that places stay; letters that fold to several stand as they are. */
const foldSameLength = (text: string): string =>
  text.replaceAll(/[^\x20-\x40\x5b-\x60\x7b-\x7f\u4e00-\u9fff]/gu, (letter) => {
    const folded = fold(letter)
    return folded.length === letter.length ? folded : letter
  })
