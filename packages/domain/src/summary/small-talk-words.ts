/**
 * What people say around a matter, folded, as parts of expressions: greetings, thanks, excuses, goodbyes. It is small talk
 * wherever it stands, and tells nothing of a mood. One list for all languages, as sessions mix them.
 */
export const courtesies = [
  'hi there|hi|hello there|hello|hey there|hey|good (?:morning|afternoon|evening|day)|dear (?:sir|madam|team|all)|greetings|welcome to [\\w&]+',
  '(?:thank you|thanks)(?: (?:a lot|a million|again|so much|very much|in advance|anyway))?(?: for (?:waiting|holding|contacting|calling|reaching out|choosing|using|writing|letting (?:me|us) know|(?:your|the|all your|all the|all of your)(?: [a-z]+)?(?: and (?:your )?[a-z]+)?))?(?: (?:a lot|again|so much|very much))?',
  "you(?: are|'re| 're|re) (?:very |most |so |more than )?welcome|(?:not a |no )problem(?: at all)?|(?:it is |it's )?(?:my|a) pleasure|no worries|don't mention it|any ?time|(?:i am |i'm |we are |we're )?(?:glad|happy|pleased) (?:i|we|to)(?: could)?(?: be(?: of)?)? ?(?:help|assist|assistance|hear(?: that| it)?)(?: you)?(?: today)?",
  '(?:good ?bye|bye bye|bye)(?: now)?|see you|take care|cheers|(?:best |kind |warm )?regards|(?:i |we )?(?:hope (?:you|that you) )?(?:have|enjoy)(?: an?| the rest of| your| the)*(?: (?:very|lovely|great|nice|good|wonderful|pleasant|beautiful|fantastic|safe|rest|of|your|the))* (?:day|evening|weekend|night|time|trip|stay|one|week|visit|holiday|afternoon|morning|meal|travels)(?: (?:in|at) [a-z]+)?',
  "please|(?:i'?m |i am |we'?re |we are )?(?:so |very |really |terribly )?sorry(?: (?:about|for|to hear) (?:that|this|the (?:inconvenience|delay|wait|trouble|mix-up)|it))?|excuse me|(?:i |we )?(?:do |sincerely )?apologi[sz]e(?: for (?:that|this|the \\w+))?|my apologies|pardon",
  'guten (?:tag|morgen|abend)|hallo|moin|servus|gruezi|(?:vielen|besten|herzlichen|tausend) dank|danke(?: schon| sehr| ihnen| vielmals)?(?: fur(?:s| (?:ihre|die|deine|das|den|ihr)) \\w+)?|bitte(?: schon| sehr)?|gern(?:e)?(?: geschehen)?|tschuss|auf wiedersehen|(?:einen )?schonen (?:tag|abend)(?: noch)?|schones wochenende|(?:mit )?(?:freundlichen|besten|liebe|viele) grusse?n?|(?:das )?tut (?:mir|uns) (?:sehr )?leid|entschuldigung|entschuldigen sie|verzeihung|keine ursache|nichts zu danken',
  'hola|buenos dias|buen dia|buenas(?: tardes| noches)?|(?:muchas |mil )?gracias(?: por (?:esperar|todo|(?:su|tu|la|el|vuestra) \\w+|\\w+(?:nos|rme)))?|de nada|adios|hasta (?:luego|pronto)|(?:que )?ten(?:ga|gas) (?:un )?(?:muy )?buen dia|(?:ha sido )?un placer(?: (?:ayudar\\w+|atender\\w+))?|por favor|lo siento(?: mucho)?|disculp[ea](?:n?)?(?: las molestias)?|perdon(?:e|a)?|saludos(?: cordiales)?',
  "bonjour|bonsoir|salut|merci(?: (?:beaucoup|bien|infiniment))?(?: (?:d'avoir \\w+|de votre \\w+|pour (?:votre|tout|l'|la|le) ?\\w*))?|de rien|(?:je vous en|je t'en) prie|au revoir|(?:bonne|belle) (?:journee|soiree|fin de journee)|avec plaisir|s'il (?:vous|te) plait|svp|(?:je suis |nous sommes )?(?:vraiment |sincerement )?desolee?s?|excusez(?:-moi| moi)?|pardon|(?:toutes )?(?:mes|nos) excuses|cordialement",
  'dobr[yeo]? ?(?:den|vecer|rano|odpoledne)|ahoj|cau|zdravim|(?:moc |mockrat |velmi )?dek(?:uji|uju|ujeme)(?: (?:moc|vam|mnohokrat|predem|za \\w+))*|diky(?: (?:moc|za \\w+))*|neni zac|nemate zac|rado se stalo|na shledanou|nashledanou|(?:preji |mejte )?(?:se )?(?:hezk[yeou]+|pekn[yeou]+|krasn[yeou]+) (?:den|vecer|vikend|zbytek dne)|mejte se(?: (?:hezky|pekne|krasne))?|prosim(?: vas)?|s pozdravem|(?:to )?(?:me|nas) (?:to )?(?:moc |velmi )?mrzi|(?:moc |velmi )?(?:se )?omlouv(?:am|ame)(?: se)?(?: za \\w+)?|je mi (?:to )?lito|promi[nt]te',
  'halo|hai|selamat (?:pagi|siang|sore|malam|datang)|terima kasih(?: (?:banyak|kembali|ya|kak|sudah \\w+|atas \\w+))*|makasih(?: (?:ya|banyak|kak))*|sama-sama|mohon(?: maaf)?|(?:mohon )?maaf(?: (?:ya|kak|atas \\w+))*|permisi|tolong|kak(?: [a-z]+(?=[,.!]))?|min|senang (?:bisa|dapat) membantu|semoga (?:hari|harinya|harimu)\\w*(?: \\w+){0,3}|dengan senang hati',
  'oi|ola|bom dia|boa (?:tarde|noite)|(?:muito |muit[oa]s )?obrigad[oa](?: (?:por \\w+|pel[oa] \\w+|mesmo))?|valeu|por nada|de nada|imagina|disponha|por favor|desculpe?(?: o \\w+| a \\w+)?|sinto muito|lamento|tchau|ate (?:logo|mais)|tenha um bom dia',
  'ciao|salve|buongiorno|buonasera|(?:molte |tante )?grazie(?: (?:mille|tante|per \\w+))*|prego|arrivederci|per favore|mi (?:di)?spiace|mi scus[io]|scusi|scusate|buona (?:giornata|serata)|cordiali saluti',
  'dzien dobry|dobry wieczor|czesc|dziekuj[ea](?: (?:bardzo|za \\w+))*|dzieki|prosze|przepraszam(?: za \\w+)?|przykro mi|do widzenia|milego dnia|nie ma za co|pozdrawiam',
  'hoi|goeden?(?:morgen|middag|avond| dag)|dank (?:je|u)(?: wel)?(?: voor (?:je|uw|het|de) \\w+)?|hartelijk dank|bedankt(?: voor (?:je|uw|het|de) \\w+)?|graag gedaan|alstublieft|alsjeblieft|het spijt me|tot ziens|fijne (?:dag|avond|weekend)|met vriendelijke groet',
  'здравствуите|добрыи (?:день|вечер)|доброе утро|привет|(?:большое )?спасибо(?: (?:большое|за [а-я]+))*|благодарю(?: вас)?|пожалуиста|извините(?: за [а-я]+)?|простите|до свидания|всего доброго|хорошего дня|не за что',
]

/** The same of scripts without spaces, and of Arabic and Hebrew, whose words carry what others write apart. */
export const denseCourtesies = [
  '🙏[🏻🏼🏽🏾🏿]?',
  '您好|你好|哈喽|早上好|上午好|中午好|下午好|晚上好|(?:太|非常|多|十分)?(?:谢谢|感谢)(?:您|你)?(?:们)?(?:的)?(?:耐心等待|等待|咨询|支持|光临|理解|配合|帮助|帮忙)?(?:了|啦|啊|哈|哦|呀)*|多谢(?:了|啦|你|您)*|谢了|谢啦|不(?:用谢|客气|谢)(?:的|哦|哟|啊|呀|了)*|(?:不用|别|不要)(?:太)?客气(?:了|哦|啊|呀)*|客气(?:什么|啥)?(?:了|呀|啊)*|没关系(?:的)?|没事(?:的)?|再见|拜拜|祝(?:您|你)?们?(?:生活|旅途|游玩|用餐|购物|工作|旅行|玩得|住宿)?(?:愉快|开心|顺利)|麻烦(?:您|你)(?:了|啦)?|辛苦(?:您|你)?(?:了|啦)|亲+|应该的|很高兴(?:能)?(?:为您服务|帮到(?:您|你))|(?:随时)?为您服务|让您久等了?|久等了|(?:非常|很|实在)?(?:抱歉|不好意思)(?:了|啊)?|给您(?:带来|添)(?:不便|麻烦)(?:了)?|请问|(?:我)?(?:没有?|无)(?:其[他它]|别的|什么|任何)?(?:的)?问题了?(?!的)',
  'こんにちは|こんばんは|おはようございます|(?:誠に|どうも|ご[^、。！]{1,8})?ありがとうございま(?:す|した)|ありがとう|よろしくお願い(?:いた)?します|お世話になっております|お待たせ(?:いた)?しました|(?:大変)?(?:申し訳(?:ございません|ありません)(?:でした)?|失礼(?:いた)?しました)|すみません|またいつでもご連絡ください|助かりました',
  '안녕하세요|감사합니다|고맙습니다|죄송합니다|수고하세요',
  'السلام عليكم(?: ورحمة الله(?: وبركاته)?)?|وعليكم السلام|مرحب\u064b?ا(?: بك)?|[اأ]هل\u064b?ا(?: (?:بك|وسهل\u064b?ا))*|شكر\u064b?ا(?: (?:جزيل\u064b?ا|لك|لكم|على الانتظار|لتواصلك))*|عفو\u064b?ا|من فضلك|لو سمحت|على الرحب والسعة|يومك سعيد|يعطيك العافية|سعدت بمساعدتك|نعتذر|[اآ]سف|عذر\u064b?ا|مع السلامة',
  'שלום|תודה(?: רבה)?|בבקשה|סליחה|להתראות|יום נעים',
  'สวัสดี(?:ค่ะ|คะ|ครับ)?|ขอบคุณ(?:มาก|ที่รอ)?(?:นะ)?(?:ค่ะ|คะ|ครับ)?|ขออภัย(?:ค่ะ|ครับ)?|ยินดี(?:ค่ะ|ครับ)|ขอให้เป็นวันที่ดี(?:นะ)?(?:ค่ะ|คะ|ครับ)?',
]

/** What people begin with in the same breath as their matter. */
export const leadIns =
  'okay|ok|oh|well|yes|yeah|so|then|and|also|sure|actually|of course|certainly|i see|just|too'

/** What only nods and praises, folded: as nods, but it tells a little of a mood. */
export const praises = [
  "(?:that(?: is|'s|'ll be| will be| would be)? |sounds )?(?:great|perfect|awesome|wonderful|excellent|lovely|fantastic|super|brilliant|amazing)",
  "super|prima|wunderbar|perfekt|toll|perfecto|genial|estupendo|parfait|c'est (?:parfait|super)|skvel[ea]|perfektni|vyborne|mantap|perfeito|otimo|perfetto|swietnie|geweldig|отлично|ممتاز",
]
/** The same of scripts without spaces. */
export const densePraises = [
  '[👍👌👏]+[🏻🏼🏽🏾🏿]?',
  '(?:那)?(?:真是)?太(?:好|棒)了',
  '完璧です',
  '완벽해요',
]

/** What only nods, folded: small talk when it is all that a clause says. */
export const nods = [
  "(?:i think )?that(?: is|'s|s|'ll be| will be| would be| sounds) (?:all|everything|fine|good|it|ok|okay|kind)(?: (?:i needed|i need|for now|for today|thanks|today|then|of you))*",
  "sure(?: thing)?|alright|all right|cool|nice|sounds good|absolutely|definitely|right|oh no|yep|no|nope|got it|understood|really|fine|good|done|noted|hm+|now|sir|madam|ma'am|will do|very well",
  'alles klar|ja|nein|naturlich|in ordnung|gut|verstanden|okay',
  'vale|claro(?: que si)?|si|de acuerdo|por supuesto|entendido|listo',
  "d'accord|oui|non|tres bien|bien sur|entendu|c'est bon",
  'dobre|jasne|jiste|ano|ne|samozrejme|rozumim|v poradku|hotovo|fajn',
  'baik(?:lah)?|oke(?: siap)?|ok|ya|iya|sip|siap|bisa|boleh',
  'sem problemas?|sim|nao|certo|claro|combinado|beleza|tudo bem|si|va bene|tak|dobrze|nie|jasne|nee|oke|goed|да|нет|хорошо|понятно|نعم|لا|حسن\u064b?ا|تمام',
]
/** The same of scripts without spaces. */
export const denseNods = [
  '好的?(?:呢|哒|吧|啊|嘞|呀|哦|的|啦)*|行的?(?:啊|吧|呀)*|嗯+(?:呢|嗯|好)*|哦+(?:了)?|是的|对的?|可以的?(?:呢|呀|啊)?|明白了?|(?:我)?知道(?:了|啊|呀|的呢|的)|(?:我)?(?:清楚|晓得)了|收到(?:了)?|一定|没问题|是吗|真好|真不错|不错(?:哦|啊)?|那?(?:还)?不错|当然(?:了|可以|啦)?|好呀|好啊|方便(?:呀|的|啊)?|有的(?:呀|哦|呢)?|哈哈+|已经安排好了|明白|了解(?:了)?|(?:已经|都)?解决了|没有了?|没了',
  'はい|いいえ|承知(?:いた)?しました|かしこまりました|了解(?:です|しました)|わかりました|確認(?:いた)?しました',
  '네|예|알겠습니다',
  'ได้(?:ค่ะ|ครับ)|ค่ะ|ครับ|โอเค(?:ค่ะ|ครับ)?|ตรวจสอบแล้ว(?:ค่ะ|ครับ)',
]
