import type { LocaleId } from '../bridge/choose-locale.ts'

/** The loader's own few words: the launcher's name closed and open, what unread messages are called, the frame's name. */
export const words: Readonly<Record<LocaleId, readonly [string, string, string, string]>> = {
  en: ['Open chat', 'Close chat', 'unread', 'Chat'],
  zh: ['打开聊天', '关闭聊天', '未读', '聊天'],
  cs: ['Otevřít chat', 'Zavřít chat', 'nepřečtených', 'Chat'],
  id: ['Buka obrolan', 'Tutup obrolan', 'belum dibaca', 'Obrolan'],
  ar: ['افتح المحادثة', 'أغلق المحادثة', 'غير مقروءة', 'المحادثة'],
}
