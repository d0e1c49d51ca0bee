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
    good: 'helpful happy glad works solved resolved fixed sorted appreciate pleased quick easy friendly kind nice good satisf relieved',
    veryGood: 'excellent amazing awesome love perfect wonderful fantastic brilliant great',
    bad: 'bad problem broken wrong late unhappy disappoint slow annoy upset missing damaged fail poor confus unfortunat frustrat cracked delayed nobody',
    veryBad: 'terrible awful horrible worst hate scam furious useless unacceptable ridiculous angry disgust',
    not: 'not no never without cannot',
    very: 'very really so extremely totally absolutely still again',
  },
  zh: {
    good: '满意 喜欢 不错 开心 高兴 很方便 真方便 很快 真快 太快了 挺好 真好 很好 好极了 解决了 搞定了 好用了 可以用了 收到了 漂亮 值得 舒服 给力 放心了',
    veryGood: '太好了 太棒 非常满意 很满意 完美 优秀 太赞 点赞 真棒 爱了 超级好',
    bad: '太慢 很慢 真慢 坏 碎 错 差劲 太贵 失望 不满 不便 投诉 着急 急死 生气 破损 瑕疵 很烦 好烦 烦死 真麻烦 太麻烦 漏 可惜 遗憾 太惨 没收到 没有收到 还没到 还没发 怎么还没 没人 不理 不回 不行 不好 不能用 用不了 打不开 有问题 质量问题 难用 难吃 难受 白等 催了 等了很久 一直没 又是 多少次 第二次 第三次',
    veryBad:
      '垃圾 骗子 太差 极差 很差 气死 恶心 坑人 欺骗 愤怒 忍无可忍 最差 无语 受不了 太过分 假货 差评 态度恶劣 不像话',
    not: '不 没 没有 别 未',
    very: '非常 很 太 特别 十分 极其 真的 超级 还是',
  },
  de: {
    good: 'super freu zufrieden hilfreich nett schnell klappt funktioniert gelost erledigt erleichtert',
    veryGood: 'perfekt ausgezeichnet hervorragend fantastisch wunderbar klasse grossartig begeistert',
    bad: 'schlecht problem kaputt defekt falsch spat enttausch langsam fehler unzufrieden argerlich leider beschadigt fehlt niemand',
    veryBad: 'furchtbar schrecklich katastroph unverschamt betrug frechheit wutend unmoglich inakzeptabel',
    not: 'nicht kein keine keinen nie ohne',
    very: 'sehr wirklich extrem total absolut so immer wieder',
  },
  es: {
    good: 'genial content feliz util amable rapid funciona resuelt solucionad encant alivi',
    veryGood: 'excelente perfect maravillos increible fantastic estupend',
    bad: 'mal problema roto rota error tarde decepcion lent molest falt danad triste defectuos equivocad queja perdid nadie nada',
    veryBad: 'horrible terrible pesim fatal estafa inaceptable verguenza furios odi peor asco',
    not: 'no nunca sin tampoco jamas',
    very: 'muy tan realmente totalmente super',
  },
  fr: {
    good: 'content utile gentil rapide marche resolu satisfait sympa ravi regle',
    veryGood: 'excellent parfait genial super formidable magnifique',
    bad: 'mauvais probleme casse erreur retard decu lent manqu abime defectueu mecontent plainte malheureusement perdu personne',
    veryBad: 'horrible terrible nul arnaque inacceptable honte scandal furieu pire catastroph',
    not: 'pas jamais sans aucun ni',
    very: 'tres vraiment tellement trop totalement',
  },
  cs: {
    good: 'spokojen rad pomohl funguje rychl mil vyresen hezk prijemn ulevilo',
    veryGood: 'vyborn skvel perfektn uzasn bajecn nadsen vynikajic super',
    bad: 'spatn problem rozbit nefung chyb pozde zklam pomal vadn poskozen nespokojen bohuzel reklamac chybi stiznost nejde nedoraz neprisl nikdo marne',
    veryBad: 'hrozn strasn podvod nejhors otresn nehorazn ostud katastrof nastvan',
    not: 'ne neni nikdy bez nejsem',
    very: 'velmi moc opravdu hodne naprosto uplne porad',
  },
  id: {
    good: 'bagus senang puas cepat ramah mantap berhasil suka cocok lega',
    veryGood: 'sempurna luar hebat keren terbaik istimewa',
    bad: 'buruk rusak pecah masalah salah lambat lama kecewa gagal jelek hilang telat kurang kesal keluhan cacat terlambat',
    veryBad: 'parah penipu penipuan benci terburuk marah mengecewakan sampah',
    not: 'tidak bukan belum tak gak nggak tanpa jangan ga',
    very: 'sangat sekali banget amat benar masih',
  },
  pt: {
    good: 'feliz util rapid funciona resolvid satisfeit gentil gostei',
    veryGood: 'excelente perfeit maravilhos incrivel fantastic adorei otim',
    bad: 'ruim problema quebrad erro atras decepcion lent falta defeit triste reclamac errad ninguem perdid',
    veryBad: 'horrivel terrivel pessim golpe absurd inaceitavel odei pior vergonha',
    not: 'nao nunca sem nem',
    very: 'muito realmente tao super',
  },
}

/** The mood of signs, which needs no language. */
export const goodSigns = /[😀😃😄😁😊🙂😍🥰😘👍👏🙏❤💖🎉✨🤩😇🌹💯👌]|[:;]-?\)|:D|\^_\^/gu
export const badSigns = /[😞😟😠😡🤬😢😭👎💔😤😒🙄😩😫😣🤮😱]|:-?\(|:'\(/gu
