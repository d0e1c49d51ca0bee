/** Something in the shop: its name in each language, its price, and its picture as the inside of an SVG, 200 × 160. */
export type Product = Readonly<{
  names: Readonly<Record<string, string>>
  euros: number
  background: string
  picture: string
}>

export const products: readonly Product[] = [
  {
    names: {
      en: 'Harbour mug',
      zh: '海港马克杯',
      cs: 'Hrnek Přístav',
      id: 'Cangkir Pelabuhan',
      ar: 'كوب المرفأ',
    },
    euros: 24,
    background: '#dfe9e4',
    picture:
      '<ellipse cx="96" cy="132" rx="46" ry="7" fill="#0000001a"/><path d="M58 52h72v52a26 26 0 0 1-26 26H84a26 26 0 0 1-26-26z" fill="#2f6b62"/><path d="M58 52h72v16H58z" fill="#f3efe6"/><path d="M130 66c22-4 28 30 0 32" fill="none" stroke="#2f6b62" stroke-width="9"/><path d="M80 40c-6-8 6-12 0-20m16 20c-6-8 6-12 0-20m16 20c-6-8 6-12 0-20" fill="none" stroke="#a9bdb5" stroke-width="4" stroke-linecap="round"/>',
  },
  {
    names: { en: 'Reading lamp', zh: '阅读灯', cs: 'Lampa na čtení', id: 'Lampu baca', ar: 'مصباح القراءة' },
    euros: 89,
    background: '#f4e6cf',
    picture:
      '<path d="M64 74 40 132h88l-24-58z" fill="#fff3c9" opacity=".8"/><path d="M58 76c0-28 52-28 52 0z" fill="#c2562d"/><path d="M110 62c30-14 44 10 40 40v30" fill="none" stroke="#40352c" stroke-width="6" stroke-linecap="round"/><rect x="128" y="130" width="44" height="8" rx="4" fill="#40352c"/><circle cx="84" cy="78" r="9" fill="#fff"/>',
  },
  {
    names: { en: 'Linen throw', zh: '亚麻盖毯', cs: 'Lněný přehoz', id: 'Selimut linen', ar: 'غطاء كتان' },
    euros: 65,
    background: '#e6e1ef',
    picture:
      '<ellipse cx="100" cy="130" rx="66" ry="7" fill="#0000001a"/><rect x="40" y="92" width="120" height="34" rx="12" fill="#7a6aa3"/><rect x="46" y="62" width="108" height="36" rx="12" fill="#9d8fc0"/><rect x="54" y="36" width="92" height="32" rx="12" fill="#c4b9dc"/><path d="M54 50h92M46 78h108M40 108h120" stroke="#ffffff66" stroke-width="3" stroke-dasharray="6 6"/>',
  },
  {
    names: {
      en: 'Window fern',
      zh: '窗边蕨',
      cs: 'Kapradina k oknu',
      id: 'Pakis jendela',
      ar: 'سرخس النافذة',
    },
    euros: 32,
    background: '#e3edd8',
    picture:
      '<ellipse cx="100" cy="136" rx="40" ry="6" fill="#0000001a"/><path d="M72 96h56l-8 40H80z" fill="#b4683f"/><path d="M68 88h64v12H68z" fill="#c97d52"/><path d="M100 90C98 60 100 40 100 18M100 88C84 66 66 52 46 46M100 88c16-22 34-36 54-42M100 90C82 80 60 78 40 82m60 8c18-10 40-12 60-8" fill="none" stroke="#4c7a3a" stroke-width="7" stroke-linecap="round"/>',
  },
  {
    names: {
      en: 'Field notebook',
      zh: '田野笔记本',
      cs: 'Polní zápisník',
      id: 'Buku catatan',
      ar: 'دفتر ميداني',
    },
    euros: 14,
    background: '#f0dcd6',
    picture:
      '<rect x="62" y="26" width="84" height="112" rx="6" fill="#0000001a"/><rect x="56" y="20" width="84" height="112" rx="6" fill="#9e3b34"/><rect x="56" y="20" width="16" height="112" rx="6" fill="#7d2a25"/><rect x="84" y="42" width="42" height="24" rx="3" fill="#f6e9df"/><path d="M128 20v112" stroke="#e5b55a" stroke-width="4"/>',
  },
  {
    names: { en: 'Market basket', zh: '集市篮', cs: 'Košík na trh', id: 'Keranjang pasar', ar: 'سلة السوق' },
    euros: 48,
    background: '#dde6ee',
    picture:
      '<ellipse cx="100" cy="136" rx="56" ry="6" fill="#0000001a"/><path d="M62 76C62 12 138 12 138 76" fill="none" stroke="#8a6233" stroke-width="8"/><path d="M44 74h112l-14 56a8 8 0 0 1-8 6H66a8 8 0 0 1-8-6z" fill="#c9995a"/><path d="M48 90h104M52 106h96M56 122h88" stroke="#a87b40" stroke-width="5"/><path d="M72 76l6 58m22-58v58m28-58-6 58" stroke="#a87b40" stroke-width="4"/>',
  },
]
