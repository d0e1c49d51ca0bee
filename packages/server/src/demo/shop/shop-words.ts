/** A language the shop is read in. */
export type ShopLanguage = Readonly<{
  id: string
  name: string
  direction: 'ltr' | 'rtl'
  slogan: string
  intro: string
  basket: string
  signedInAs: string
  nobody: string
  language: string
  show: string
  help: string
  openChat: string
  fiction: string
}>

/** English first: what is shown when none was asked for. */
export const languages: readonly [ShopLanguage, ...ShopLanguage[]] = [
  {
    id: 'en',
    name: 'English',
    direction: 'ltr',
    slogan: 'Things for slow mornings',
    intro: 'Small batches, made by hand by six people and one stubborn kiln.',
    basket: 'Add to basket',
    signedInAs: 'Signed in as',
    nobody: 'Nobody',
    language: 'Language',
    show: 'Show',
    help: 'A question about an order, a size or a gift? We are here.',
    openChat: 'Chat with us',
    fiction: 'A fictional shop: nothing here is for sale.',
  },
  {
    id: 'zh',
    name: '中文',
    direction: 'ltr',
    slogan: '慢享清晨的好物',
    intro: '小批量手工制作，来自六位匠人和一座倔强的窑。',
    basket: '加入购物车',
    signedInAs: '登录身份',
    nobody: '未登录',
    language: '语言',
    show: '显示',
    help: '订单、尺寸或礼物有疑问？我们随时在。',
    openChat: '与我们聊天',
    fiction: '虚构商店：商品均不出售。',
  },
  {
    id: 'cs',
    name: 'Čeština',
    direction: 'ltr',
    slogan: 'Věci pro pomalá rána',
    intro: 'Malé série, ruční práce šesti lidí a jedné tvrdohlavé pece.',
    basket: 'Do košíku',
    signedInAs: 'Přihlášen jako',
    nobody: 'Nikdo',
    language: 'Jazyk',
    show: 'Zobrazit',
    help: 'Otázka k objednávce, velikosti nebo dárku? Jsme tu.',
    openChat: 'Napište nám',
    fiction: 'Smyšlený obchod: nic tu není na prodej.',
  },
  {
    id: 'id',
    name: 'Indonesia',
    direction: 'ltr',
    slogan: 'Barang untuk pagi yang santai',
    intro: 'Dibuat tangan dalam jumlah kecil oleh enam orang dan satu tungku keras kepala.',
    basket: 'Masukkan keranjang',
    signedInAs: 'Masuk sebagai',
    nobody: 'Belum masuk',
    language: 'Bahasa',
    show: 'Tampilkan',
    help: 'Ada pertanyaan soal pesanan, ukuran, atau hadiah? Kami di sini.',
    openChat: 'Mengobrol dengan kami',
    fiction: 'Toko rekaan: tidak ada yang dijual di sini.',
  },
  {
    id: 'ar',
    name: 'العربية',
    direction: 'rtl',
    slogan: 'أشياء لصباحات هادئة',
    intro: 'كميات صغيرة مصنوعة يدويًا بأيدي ستة أشخاص وفرن عنيد.',
    basket: 'أضف إلى السلة',
    signedInAs: 'مسجّل باسم',
    nobody: 'لا أحد',
    language: 'اللغة',
    show: 'عرض',
    help: 'سؤال عن طلب أو مقاس أو هدية؟ نحن هنا.',
    openChat: 'تحدّث معنا',
    fiction: 'متجر خيالي: لا شيء هنا للبيع.',
  },
]

/** The language of this id, or English. */
export const findLanguage = (id: string | null): ShopLanguage =>
  languages.find((language) => language.id === id) ?? languages[0]
