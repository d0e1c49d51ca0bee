/** Words that are no topic, folded, by language: small ones, verbs of talking and doing, days, words of every desk. */
const byLanguage: Readonly<Record<string, string>> = {
  en:
    'a an the and or but if so to of in on at by for from with as is are was were be been being am do does did done doing have has had having i ' +
    'you he she it we they me my mine your yours our ours their theirs his her him its this that these those there here what which who whom when ' +
    'where why how can could would should will shall may might must not no yes any some all each both every either neither just also only even ' +
    'still yet already too very please thanks thank hello hi hey okay ok re ve ll don didn doesn isn wasn aren weren hasn haven hadn won wouldn ' +
    'couldn shouldn needn cannot t s d m up out off about into onto over under than then now between before after during until while again ' +
    'get gets got getting gotten like likes want wants wanted need needs needed looking look looks know knows knew known let lets us them one two ' +
    'three first last next sure great good well fine something anything everything nothing else new number day days week weeks month months year years old ones stop stops stopped open opens opened delivered time times ' +
    'today tomorrow yesterday tonight morning afternoon evening monday tuesday wednesday thursday friday saturday sunday am pm really quite much ' +
    'many more most less few lot lots could able going go goes gone went come comes came coming say says said tell tells told ask asks asked see ' +
    'sees seen saw give gives given gave take takes taken took put puts make makes made making try tries tried trying think thinks thought find ' +
    'finds found show shows shown seem seems keep keeps kept use uses used using help helps helped work works working worked begin begins began ' +
    'start starts starting started end ends ended happen happens happened wait waits waiting waited write writes call calls called check checks ' +
    'checking leave leaves leaving left arrive arrives arriving bring brings bought buy send sends sent receive received provide provides offer ' +
    'offers recommend suggest prefer prefers travel traveling travelling visit visiting stay staying welcome sorry glad happy perfect question ' +
    'questions information info thing things way place places people person someone somebody anyone nobody maybe perhaps though although because ' +
    'since however through around near within without actually probably particular certain different same another other others such own best ' +
    'better right back away together right little bit soon ago ever never always sometimes usually once twice free options option available mind ' +
    'moment minute minutes hour hours second please interested wondering would assist assistance contact',
  de:
    'der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ich sie er es wir ihr mich mir mein meine meinen meiner ' +
    'dein deine unser ihre ihren ihrem ihnen uns sich ist sind war waren hat habe haben hatte wird werden wurde kann konnen konnte mochte muss soll ' +
    'sollte sollten auf aus bei beim mit nach von vom vor zu zum zur fur im am an als auch noch nur wenn wie was wo wer wann warum ja nein bitte ' +
    'danke hallo guten tag schon sehr mehr hier dort dann denn doch mal jetzt gerade gleich heute morgen gestern immer wieder etwas alles nichts ' +
    'montag dienstag mittwoch donnerstag freitag samstag sonntag geht gehen gibt kommt kommen kam macht machen sagen sagt sehe sehen steht ' +
    'zeigt lasst lassen klappt bleibt bleiben brauche brauchen bekomme bekommen bekommt diese dieser dieses welche welcher uber unter ohne gegen durch bis seit',
  es:
    'el la los las lo un una unos unas y o u pero no si yo usted ustedes mi mis su sus tu tus es son era fue ha he han hay por para con sin de del ' +
    'en al que se me te le les nos como cuando donde cual quien porque ya muy mas menos gracias hola buenos buenas dias tardes este esta estan esto ' +
    'eso ese esa todo toda nada algo tengo tiene tienen tenia tener puedo puede pueden poder quiero quiere queria necesito hacer hace hecho decir ' +
    'dice ver voy va vamos ir llegar llega llego saber sabe hoy manana ayer ahora despues antes tambien solo aqui alli lunes martes miercoles ' +
    'jueves viernes sabado domingo perfecto',
  fr:
    'le la les un une des du de et ou mais ne pas je vous il elle nous on ils elles mon ma mes votre vos son sa ses est sont suis etes etait a ete ' +
    'ai avez avoir pour par avec sans dans sur sous au aux que qui quoi quel quelle quels quelles ce cet cette ces bonjour merci bien tres plus ' +
    'aussi tout tous rien encore deja ici la-bas comme comment quand ou si y en se me te lui leur peux peut pouvez pourrais voudrais veux faire ' +
    'fait dit dire aller va vais venir arriver arrive devait doit voir sais maintenant aujourd hui demain hier apres avant lundi mardi mercredi ' +
    'jeudi vendredi samedi dimanche parfait',
  cs:
    'je jsem jste jsme jsou neni mam mame mate ma meli mel mi me muj moje moji vas vase vam nas nase nam se si to ten ta tu ty tam tady na v ve do ' +
    'z ze s za o u k ke pro pri po od pod nad pred ale nebo a i jak kdy kde kdo co proc uz jen jeste take taky bych byste by byl byla bylo byt bude ' +
    'budu dobry den dekuji prosim ktery ktera ktere nic neco nikde nikdo vsechno porad stale zase znovu hned potom teď ted dnes zitra vcera moc ' +
    'muze muzete mohu mohl mohla chtel chtela chci potrebuji potrebovala potreboval prijit prisla prislo prisel mela pondeli utery stredu streda ' +
    'ctvrtek patek sobotu sobota nedele skvele hotovo jde hodi',
  id:
    'saya aku kamu anda kami kita kak kakak min gan sis ini itu yang di ke dari dan atau tapi untuk dengan pada ada adalah tidak tak gak bukan bisa ' +
    'sudah belum akan sedang masih lagi juga saja aja apa apakah siapa kapan kenapa bagaimana gimana berapa mana ya halo terima kasih mohon tolong ' +
    'baik nya selamat pagi siang sore malam mau ingin minta dapat buat lebih paling sangat sekali semua nanti dulu sekarang hari besok kemarin ' +
    'senin selasa rabu kamis jumat sabtu minggu seperti karena kalau jika oleh agar datang sampai maaf',
  pt:
    'os as um uma uns umas eu voce voces ele ela nos meu minha seu sua e o a de do da dos das em no na nos nas por para com sem que se me te lhe ' +
    'nao sim mas ou como quando onde qual quem porque ja muito mais menos tambem so aqui ali este esta isso isto essa esse tudo nada algo tenho tem ' +
    'ter posso pode podem quero quer preciso fazer faz feito dizer ver vou vai vamos ir chegar chega chegou saber hoje amanha ontem agora depois ' +
    'antes era foi sao estou esta estao segunda terca quarta quinta sexta sabado domingo ola obrigado obrigada',
  it:
    'il lo la gli le un uno una e o ma non che chi cui si mi ti ci vi ne di da in con su per tra del della dei delle nel nella sul sono sei siamo ' +
    'era ho hai ha abbiamo hanno mio mia suo sua questo questa quello quella come quando dove perche cosa quale molto piu anche solo gia ancora ' +
    'posso puo vorrei voglio fare fatto dire vedere andare oggi domani ieri adesso dopo prima ciao grazie buongiorno',
  pl:
    'i a w na z ze do od po za o u dla przy nie tak ale lub czy jak kiedy gdzie kto co jest sa jestem byl byla bylo mam ma macie moj moja moje sie ' +
    'mi mnie pan pani juz tylko tez jeszcze bardzo prosze dziekuje dzien dobry ten ta to te moge mozna chce chcialbym',
  nl:
    'de het een en of maar niet geen ik jij je u wij we hij zij ze mijn uw ons hun is zijn was waren heb heeft hebben had wordt worden kan kunnen zou ' +
    'met van voor op in aan bij naar uit over om te dat dit die deze er hier daar wat wie waar wanneer hoe ook nog al maar heel wel graag bedankt',
  ru:
    'и в не на я что он с как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему когда даже ну если уже ' +
    'или быть был него до вас нибудь здравствуйте спасибо пожалуиста мои моя могу можно нужно',
  ar: 'في من على الى إلى عن مع هل ما هو هي هذا هذه ذلك التي الذي لا لم لن أن ان كان كانت يكون قد أنا انا نحن أنت لقد كم متى أين كيف لماذا لكن أو او ثم يوم الآن أيضا',
}
const all = new Set(Object.values(byLanguage).flatMap((words) => words.split(' ')))

/** The same of Chinese and Thai; of Japanese, what is written without a sign of Chinese or a foreign word. */
const dense =
  /^(?:[的了是我你您他她它们在有和也都就不这那个吗呢吧啊哦嗯呀么呗哒请要想可以会能好很还去到给把被让对从一二两几多少啥哪里下再又跟与及或为于比最太真更着来]+|一下|什么|怎么|可以|我想|你好|您好|谢谢|请问|帮我|我们|没有|这个|那个|这家|那家|哪里|知道|告诉|推荐|介绍|需要|想要|找个|一家|一个|附近|周边|之间|以上|以下|左右|时候|现在|已经|非常|比较|还有|不错|应该|可能|觉得|希望|打算|喜欢|合适|符合|要求|查询|查到|看到|收到|麻烦|问题|地方|有没有|多少|什么样|星期[一二三四五六日天]|周[一二三四五六日末]|ค่ะ|คะ|ครับ|นะ|ได้|ไม่|ที่|ของ|ขอ|ให้|เป็น|และ|มา|ไป|แล้ว|ยัง|เลย|จะ|ใน|มี|ไหม|อะไร|วัน|ว่า|กับ|ก็|แต่|หรือ|นี้|นั้น|[\p{Script=Hiragana}ー]{1,4})$/u

/** Whether a word, folded, may stand for what a session was about. */
export const isTopical = (word: string): boolean => !all.has(word) && !dense.test(word)
