/** How good or bad words are, by language, folded: small lists of what people write to desks. */
type Lexicon = Readonly<{
  good: string
  bad: string
  veryGood?: string
  veryBad?: string
  not: string
  very: string
}>

/**
 * Of languages with spaces, words that begin so; of Chinese, parts. What is in no list weighs nothing, so that a score
 * made with these is one to be trusted little.
 */
export const lexicons: Readonly<Record<string, Lexicon>> = {
  en: {
    good: 'good nice thank helpful happy glad great works solved resolved appreciate like fine pleased quick easy friendly',
    veryGood: 'excellent amazing awesome love perfect wonderful fantastic brilliant',
    bad: 'bad problem broken wrong late unhappy disappoint slow annoy upset missing damaged fail poor confus unfortunat frustrat',
    veryBad: 'terrible awful horrible worst hate scam furious useless unacceptable ridiculous angry disgust',
    not: 'not no never without cannot',
    very: 'very really so extremely totally absolutely',
  },
  zh: {
    good: '好 谢谢 感谢 满意 喜欢 不错 开心 高兴 方便 快 解决了 可以 漂亮 值得 舒服 给力',
    veryGood: '太好了 太棒 非常满意 完美 优秀 赞 棒 爱了 超级好',
    bad: '差 慢 坏 错 问题 失望 麻烦 不满 退款 退货 投诉 贵 难 着急 生气 破损 烦 漏 假 没收到 没有收到 不行 不好 不能用',
    veryBad: '垃圾 骗子 太差 极差 气死 恶心 坑人 欺骗 愤怒 忍无可忍 最差 无语',
    not: '不 没 没有 别 未',
    very: '非常 很 太 特别 十分 极其 真的 超级',
  },
  de: {
    good: 'gut danke toll super freu zufrieden hilfreich nett schnell klappt funktioniert gern schon gelost',
    veryGood: 'perfekt ausgezeichnet hervorragend fantastisch wunderbar klasse grossartig begeistert',
    bad: 'schlecht problem kaputt defekt falsch spat enttausch langsam fehler unzufrieden argerlich leider beschadigt fehlt',
    veryBad: 'furchtbar schrecklich katastroph unverschamt betrug frechheit wutend unmoglich inakzeptabel',
    not: 'nicht kein keine keinen nie ohne',
    very: 'sehr wirklich extrem total absolut so',
  },
  es: {
    good: 'buen gracias genial content feliz util amable rapid funciona resuelt solucionad bien encant',
    veryGood: 'excelente perfect maravillos increible fantastic estupend',
    bad: 'mal problema rot error tarde decepcion lent molest falt danad triste defectuos equivocad queja',
    veryBad: 'horrible terrible pesim fatal estafa inaceptable verguenza furios odi peor asco',
    not: 'no nunca sin tampoco jamas',
    very: 'muy tan realmente totalmente super',
  },
  fr: {
    good: 'bon bien merci content utile gentil rapide marche resolu satisfait sympa ravi',
    veryGood: 'excellent parfait genial super formidable magnifique',
    bad: 'mauvais probleme casse erreur retard decu lent manqu abime defectueu mecontent plainte malheureusement',
    veryBad: 'horrible terrible nul arnaque inacceptable honte scandal furieu pire catastroph',
    not: 'pas jamais sans aucun ni',
    very: 'tres vraiment tellement trop totalement',
  },
  cs: {
    good: 'dobr diky dekuj spokojen rad super pomohl funguje rychl mil vyresen hezk fajn prijemn',
    veryGood: 'vyborn skvel perfektn uzasn bajecn nadsen vynikajic',
    bad: 'spatn problem rozbit nefung chyb pozde zklam pomal vadn poskozen nespokojen bohuzel reklamac chybi stiznost nejde',
    veryBad: 'hrozn strasn podvod nejhors otresn nehorazn ostud katastrof nastvan',
    not: 'ne neni nikdy bez nejsem',
    very: 'velmi moc opravdu hodne naprosto uplne',
  },
  id: {
    good: 'bagus baik terima makasih senang puas membantu cepat ramah mantap berhasil suka cocok',
    veryGood: 'sempurna luar hebat keren terbaik istimewa',
    bad: 'buruk rusak masalah salah lambat lama kecewa gagal jelek hilang telat kurang kesal keluhan cacat terlambat',
    veryBad: 'parah penipu penipuan benci terburuk marah mengecewakan sampah',
    not: 'tidak bukan belum tak gak nggak tanpa jangan ga',
    very: 'sangat sekali banget amat benar',
  },
  pt: {
    good: 'bom boa obrigad feliz otim util rapid funciona resolvid satisfeit gentil',
    veryGood: 'excelente perfeit maravilhos incrivel fantastic adorei',
    bad: 'ruim problema quebrad erro atras decepcion lent falta defeit triste reclamac errad',
    veryBad: 'horrivel terrivel pessim golpe absurd inaceitavel odei pior vergonha',
    not: 'nao nunca sem nem',
    very: 'muito realmente tao super',
  },
}

/** The mood of signs, which needs no language. */
export const goodSigns = /[😀😃😄😁😊🙂😍🥰😘👍👏🙏❤💖🎉✨🤩😇🌹💯👌]|[:;]-?\)|:D|\^_\^/gu
export const badSigns = /[😞😟😠😡🤬😢😭👎💔😤😒🙄😩😫😣🤮😱]|:-?\(|:'\(/gu
