import type { Language } from './language.ts'

/** Indonesian, whose words grow by prefixes and suffixes. */
export const indonesian: Language = {
  locale: 'id',
  items: ['jaket wol', 'jas hujan', 'kemeja linen', 'lampu meja', 'ransel kanvas', 'set cangkir'],
  cities: ['Surabaya', 'Bandung', 'Yogyakarta', 'Denpasar', 'Medan'],
  days: ['hari Senin', 'hari Selasa', 'hari Rabu', 'hari Kamis', 'hari Jumat'],
  currency: (amount) => `Rp${amount * 20}.000`,
  bot: {
    greeting:
      'Halo, saya Linnie, asisten toko. Saya bisa membantu soal pengiriman, pengembalian, dan jam buka.',
    asks: 'Boleh minta nomor pesanannya? Diawali LC.',
    handsOff: 'Saya panggilkan rekan saya ya, mohon tunggu sebentar.',
  },
  hello: ['Halo Kak {name}, saya {me}.', 'Selamat siang, terima kasih sudah menunggu. Saya {me}.'],
  tellsOrder: ['{order}', 'nomornya {order} kak', 'ini ya: {order}'],
  holds: ['Saya tanyakan dulu ke gudang ya, nanti saya kabari.', 'Saya cek ke kurir dulu, mohon ditunggu.'],
  thanks: ['Terima kasih!', 'makasih banyak kak 🙏', 'Oke siap, terima kasih', '👍'],
  farewells: ['Sama-sama, semoga harinya menyenangkan!', 'Senang bisa membantu, Kak {name}.'],
  questions: [
    {
      asks: ['Jam bukanya kapan ya?', 'Sabtu buka?'],
      answer: 'Kami buka Senin sampai Jumat pukul 8.00–20.00 dan Sabtu pukul 9.00–14.00.',
    },
    {
      asks: ['Ongkirnya berapa?', 'Bisa kirim ke {city}?'],
      answer: 'Pengiriman dua sampai empat hari kerja, gratis mulai Rp1.200.000.',
    },
  ],
  scenarios: [
    {
      team: 'orders',
      lines: `
c Halo kak, pesanan saya belum sampai / Pengirimannya sampai mana ya? Katanya {day}
a Sudah saya cek, paketnya ada di {city} dan diantar {day}.
c? Bisa dititip ke satpam?
a? Bisa, sudah saya catat di pengirimannya.`,
    },
    {
      team: 'returns',
      lines: `
c {garment} yang datang ukurannya salah, saya pesan {size} / mau tukar ukuran bisa?
a Bisa Kak. Kurir akan mengantar ukuran {size} sekaligus mengambil yang lama, {day} bisa?
c {day} bisa
a Sudah dijadwalkan ya.`,
    },
    {
      team: 'returns',
      lines: `
c Barangnya pecah waktu dibuka 😢 / {item} rusak, minta pengembalian dana
a Mohon maaf, Kak. Mau dikirim ulang atau dananya dikembalikan?
c Dikembalikan saja / kirim ulang aja kak
a Baik, prosesnya paling lama tiga hari.`,
    },
    {
      team: 'billing',
      lines: `
c Kode promonya tidak bisa dipakai
a Masa berlakunya habis {day}, tapi sudah saya perpanjang seminggu.
c? Berlaku juga untuk {item}?
a? Berlaku, kecuali kartu hadiah.`,
    },
    {
      team: 'orders',
      lines: `
c Stok {garment} ukuran {size} masih ada?
a Saat ini habis, tapi datang lagi sekitar {day}. Mau saya simpankan satu?
c Mau kak
a Siap, nanti Kakak dapat pesan begitu barangnya datang.`,
    },
  ],
  names: [
    ['Budi', 'Santoso'],
    ['Siti', 'Rahmawati'],
    ['Agus', 'Wijaya'],
    ['Dewi', 'Lestari'],
    ['Rizky', 'Pratama'],
    ['Putri', 'Anggraini'],
    ['Wayan', 'Suardana'],
    ['Nur', 'Hidayah'],
  ],
}
