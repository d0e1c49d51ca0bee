import type { Translate } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/**
 * Copies a text and says so. Where the browser keeps the clipboard to itself, as on pages without TLS, the text is shown
 * instead, to be copied by hand.
 */
export function copyText(text: string, t: Translate): void {
  // Not there on pages without TLS, whatever its type says.
  const clipboard: Clipboard | undefined = navigator.clipboard
  const refused = () => showToast({ title: t('sessions.notCopied', { text }), timeoutMs: 0 })
  if (clipboard === undefined) refused()
  else {
    clipboard
      .writeText(text)
      .then(() => showToast({ title: t('sessions.copied', { text }), timeoutMs: 2000 }), refused)
  }
}
