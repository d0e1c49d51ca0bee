import { foldSameLength } from './small-talk.ts'

/** What a sentence does in a service dialogue, as far as its words tell: each true or false by itself. */
export type DialogueActs = Readonly<{
  /** Asks for something, or says what is wanted. */
  isRequest: boolean
  /** Tells that something does not work, is lost, late, wrong. */
  isTrouble: boolean
  /** Says what was done or will be. */
  isDecisive: boolean
  /** Fills a pause, or offers help in general. */
  isFiller: boolean
  isQuestion: boolean
  /** Tells a fact without its subject, which was named before: an address, a price, "it". */
  isBare: boolean
  /** Holds a number, an amount, a date, a reference. */
  hasFigures: boolean
}>

const any = (...parts: readonly string[]) => new RegExp(parts.join('|'), 'u')
/** Of languages written with spaces: each from the beginning of a word. */
const words = (parts: string) => `(?<![\\p{L}\\p{N}])(?:${parts})`

const request = any(
  words(
    "i need|i want|i ?'?d like|i would like|i am looking|i ?'m looking|looking for|looking to|can you|could you|would you|can i|could i|may i|how (?:do|can|to|much|long)|where (?:is|are|can|'s)|any news|will you have|when (?:will|is|can|does)|what (?:is|are|time)|is there|do you have|help me|i wonder|i have a question|i was wondering|trying to",
  ),
  words(
    "ich (?:mochte|brauche|suche|wurde|will|hatte gern)|konnen sie|konnten sie|wie kann|wo (?:ist|bleibt|sind)|wann (?:kommt|wird)|kann ich|quiero|necesito|quisiera|me gustaria|puede|podria|como puedo|donde esta|cuando|je (?:voudrais|veux|cherche|souhaite)|j'ai besoin|pouvez-vous|comment|ou est|potrebuji|potreboval|chci|chtel[a]? bych|chtel|muzete|mohl[ai]? byste|jak |kdy |kde |hledam|saya (?:mau|ingin|butuh|perlu)|mau (?:tanya|pesan|beli|tukar|retur|komplain)|bisa(?:kah)?|tolong|bagaimana|kapan|apakah|gimana|di mana|quero|preciso|gostaria|vorrei|ho bisogno|chcialbym|potrzebuje|ik (?:wil|zoek|heb)|kunt u",
  ),
  '想|请问|帮我|帮忙|推荐|怎么|如何|多少|哪里|哪儿|能不能|可以.*吗|有没有|需要|我要|要求|什么时候',
  'ください|ですか|たいです|でしょうか|싶|나요|까요',
)
const trouble = any(
  words(
    "problem|issue|error|broken|broke|damaged|defective|fault|not work|doesn ?'?t|does not|didn ?'?t|did not|won ?'?t|isn ?'?t|hasn ?'?t|haven ?'?t|can ?not|can ?'?t|unable|fail|wrong|missing|lost|late|delayed|never (?:arrived|came|got)|still (?:waiting|not|no)|overcharged|charged twice|refund|cancel|complain|stuck|stopped|crash|refuse|declined|locked",
  ),
  words(
    'kaputt|defekt|fehler|problem|funktioniert nicht|geht nicht|nicht angekommen|falsch|verspat|storn|reklam|no funciona|no ha llegado|roto|rota|defectuos|error|retras|reembolso|cancelar|ne fonctionne|ne marche|casse|erreur|rembours|retard|annul|nefung|nejde|rozbit|poskozen|vadn|nedosl|nedoraz|neprisl|chyb|zpozd|vratit|zrusit|rusak|tidak (?:bisa|sampai|berfungsi|masuk|sesuai)|belum (?:sampai|datang|diterima|masuk)|gagal|salah|hilang|terlambat|batal|nao (?:funciona|chegou)|quebrad|non funziona|rotto|nie dziala|uszkodz|werkt niet|kapot',
  ),
  '坏|碎|退款|退货|退钱|投诉|错误|写错|发错|(?<!没有?(?:其[他它]|别的|什么)?)问题|没有?收到|无法|不能用|不了|打不开|失败|丢|破损|取消|慢|还没|故障',
)
const decisive = any(
  words(
    "i ?'?(?:ve| have) |we ?'?(?:ve| have) |i ?'?(?:ll| will) (?!check|look|see|be right|get back|transfer|need|have to)|we ?'?(?:ll| will) |has been|have been|was (?:booked|sent|refunded|cancelled|successful|changed|reset)|booked|booking (?:was|is|has)|reserved|reserv|refunded|cancell?ed|sent |shipped|fixed|resolved|solved|replaced|updated|changed|confirmed|arranged|reference (?:number|is|code)|confirmation|your (?:order|refund|booking|package|parcel|account|reservation|table|ticket)|you (?:can|should|will|need to)|the (?:total|address|phone|price|cost|fee)|it (?:will|should|takes)|please (?:try|send|use|go|click|restart)|works? (?:now|again)",
  ),
  words(
    "ich habe|wir haben|wurde|wird|ist (?:gebucht|storniert|unterwegs)|erstatt|gutschrift|versand|sie konnen|he (?:cambiado|enviado|reservado|cancelado)|hemos|se ha|puede|enviar|reembols|j'ai |nous avons|a ete|vous pouvez|sera|jsem (?:vam|objednal|zarezerv|odeslal|zmenil)|jsme|vratili|odeslali|posleme|poslali|vymenime|muzete|bude|byl[ao]? (?:odeslan|vracen|zrusen|zmenen)|sudah (?:kami|saya|di|kak)?|telah|akan|kami |silakan|dikirim|diproses|dapat|resi|foi|vamos|abbiamo|e stat[oa]|zostal|wyslalismy|we hebben|is verzonden",
  ),
  '已|已经|为您|帮您|会在|将|可以|推荐|地址是|电话是|预[订定]|安排|退回|发货|办理|处理|价格|营业时间|评分',
)
const filler = any(
  words(
    "anything else|any other|something else|is there anything|how (?:can|may) i (?:help|assist)|what can i (?:do|help)|(?:one|just a|a) (?:moment|second|minute|sec)|bear with me|let me (?:check|look|see|find|know)|please (?:hold|wait|stand by)|hold on|i ?'?(?:ll| will) (?:check|look|see|be right|get back)|checking|are you (?:still )?there|no (?:other|more|further) questions|(?:i|we) (?:really )?appreciate|enjoy your|all your help|been (?:very |so |really )?helpful|so helpful|that is all|have a (?:great|nice|good)|my name is|this is \\w+ from|welcome to|happy to help|glad (?:to|i)|hope (?:you|this|that)|feel free|if you (?:have|need) any|contact us again|would you like me to|shall i|do you (?:want|need) me|i can help (?:you )?with|i ?'?(?:ll| will) (?:have to|need to|must) (?:ask|check)|as soon as i know|may take a (?:little )?while|get (?:you )?a colleague|write any ?time|sort (?:that|this|it) out|no more questions|a colleague (?:will|for this)|could you try that|thank|ask me about|(?:the shop's |an? |your )?assistant|say .?human|i'll get (?:you )?(?:some(?:one|body)|a colleague)",
  ),
  words(
    "einen (?:moment|augenblick)|kann ich (?:ihnen )?(?:sonst|noch)|sonst noch|wie kann ich (?:ihnen )?helfen|un momento|algo mas|en que puedo|un instant|autre chose|puis-je vous aider|moment|okamzik|vydrzte|mohu pro vas|s cim (?:vam )?mohu|jeste neco|mohon (?:tunggu|ditunggu)|sebentar|tunggu|ada (?:lagi )?yang bisa|ada lagi|semoga hari|saya bantu|ada yang bisa|tady \\w+|jmenuji se|puedo ayudar|me llamo|ich heisse|mein name|je m'appelle|je reviens vers|schonen tag|hezky den|buen dia|bonne journee|um momento|mais alguma|un attimo|chwil|ich helfe|ich frage [\\p{L} ]*nach|sobald ich|melde mich|hole ich jemanden|melden sie sich|voy a (?:preguntar|consultar)|en cuanto sepa|je demande|je reponds sur|musim se zeptat|ozvu se|overim|chvili to|poradim|kdykoli|lepe pomuze|vou (?:confirmar|verificar|chamar)|ja volto|posso ajudar|saya (?:tanyakan|cek|panggilkan)|nanti saya kabar|cek (?:dulu|ke)|saya bisa membantu|senang|te paso con|je vous passe|ik (?:kijk|vraag) (?:het )?(?:even )?na|верн[ую]сь|уточню|минут|сеичас (?:проверю|посмотрю)",
  ),
  '没有?(?:其[他它]|别的|什么)?(?:的)?(?:问题|需要)|没有了|问完了|解决了我|再联系|有问题再|稍等|请稍|等一下|还有(?:什么|其他|别的)|有什么(?:可以|能)|帮您查|查一下|随时|欢迎|很高兴|满意|祝您|需要帮|确认一下|有消息马上|尽快(?:回复|答复)|请(?:把|提供)?订单号|可以帮您|同事来帮|先联系|请稍候',
  'お手伝い|お答えします|ご案内でき|(?<!を)確認して|おつなぎ|分かり次第|少々お待ち|ご利用|またいつでも|잠시만|도와드릴|أستطيع المساعدة|سأسأل|أعود إليك|لحظة|هل يمكنني مساعدت|ขอสอบถาม|รีบแจ้ง|สักครู่|รอ(?:สัก|นะ)',
)
const bare =
  /^(?:它|这[个家]|其|地址|电话|营业时间|评分|价格|门票|时间|票价|(?:the |their |its )?(?:phone|address|postcode|travel|price|reference|table|cost|total|entrance|fare|trip|duration|number|contact)|it|they|that|those|this|es|sie|se|lo|il|elle|je to|itu|ini)(?![a-z])/u
const question = /[?？]\s*$|吗[。.]?$|呢[。.]?$/u
const figures = /\d/u

/** What a sentence does; it is read folded. */
export function dialogueActsOf(sentence: string): DialogueActs {
  const folded = foldSameLength(sentence)
  return {
    isRequest: request.test(folded),
    isTrouble: trouble.test(folded),
    isDecisive: decisive.test(folded),
    isFiller: filler.test(folded),
    isQuestion: question.test(sentence),
    isBare: bare.test(folded),
    hasFigures: figures.test(sentence),
  }
}
