import type { Focus } from './held-keys.ts'

/** Where the focus of this page is, and a way to type there as its keyboard would. */
export const pageFocus: Focus<HTMLElement> = {
  focused: () => (document.activeElement instanceof HTMLElement ? document.activeElement : null),
  insert(field, text) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    // A field without a caret, such as one for numbers, takes no text.
    if (field.selectionStart === null || field.selectionEnd === null) return
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
  },
}
