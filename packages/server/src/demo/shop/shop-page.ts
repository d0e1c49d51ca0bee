import { type Product, products } from './shop-products.ts'
import { shopStyle } from './shop-style.ts'
import { languages, type ShopLanguage } from './shop-words.ts'

/** A customer as the shop signs them for the widget. */
export type ShopVisitor = Readonly<{ userId: string; name: string; email: string; signature: string }>

export type ShopView = Readonly<{
  nonce: string
  language: ShopLanguage
  widget: Readonly<{ origin: string; key: string }>
  customers: readonly Readonly<{ id: string; name: string }>[]
  visitor: ShopVisitor | null
}>

/** The shop's one page. Everything that varies is escaped, though none of it comes from a stranger. */
export function renderShop(view: ShopView): string {
  const { language, nonce, widget } = view
  return `<!doctype html>
<html lang="${language.id}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Linden &amp; Co · ${text(language.slogan)}</title>
<style nonce="${nonce}">${shopStyle}</style>
</head>
<body>
<header>
<a class="logo" href="?lang=${language.id}">Linden &amp; Co</a>
${renderSwitches(view)}
</header>
<main>
<section class="hero">
<h1>${text(language.slogan)}</h1>
<p>${text(language.intro)}</p>
<p>${text(language.help)} <button id="chat" type="button">${text(language.openChat)}</button></p>
</section>
<ul>
${products.map((product) => renderProduct(product, language)).join('\n')}
</ul>
</main>
<footer>${text(language.fiction)}</footer>
<script nonce="${nonce}">${renderScript(view)}</script>
<script async nonce="${nonce}" src="${text(widget.origin)}/widget.js" data-key="${text(widget.key)}" data-locale="${language.id}"></script>
</body>
</html>
`
}

/** What a shop's own page does: a stub that waits for the loader, who is signed in, and a button that opens the chat. */
function renderScript({ visitor }: ShopView): string {
  // Signed out here is signed out there: the next person at this browser must not find the last one's talk.
  const who = visitor ? `rapport('identify', ${json(visitor)})` : ''
  const leaving = `sessionStorage.getItem('customer') && ${!visitor} && rapport('signOut')`
  const keep = visitor ? `sessionStorage.setItem('customer', '1')` : `sessionStorage.removeItem('customer')`
  return `
window.rapport ??= (...call) => { (rapport.q ??= []).push(call) }
${leaving}
${keep}
${who}
document.querySelector('#chat').addEventListener('click', () => rapport('open'))
for (const select of document.querySelectorAll('select')) select.addEventListener('change', () => select.form.submit())
`
}

function renderSwitches({ language, customers, visitor }: ShopView): string {
  const option = (value: string, name: string, isChosen: boolean) =>
    `<option value="${text(value)}"${isChosen ? ' selected' : ''}>${text(name)}</option>`
  const people = customers.map(({ id, name }) => option(id, name, id === visitor?.userId))
  const tongues = languages.map(({ id, name }) => option(id, name, id === language.id))
  return `<form>
<label>${text(language.signedInAs)} <select name="as">${option('', language.nobody, !visitor)}${people.join('')}</select></label>
<label>${text(language.language)} <select name="lang">${tongues.join('')}</select></label>
<noscript><button>${text(language.show)}</button></noscript>
</form>`
}

function renderProduct({ names, euros, background, picture }: Product, language: ShopLanguage): string {
  const name = names[language.id] ?? names.en ?? ''
  const price = new Intl.NumberFormat(language.id, { style: 'currency', currency: 'EUR' }).format(euros)
  return `<li>
<svg viewBox="0 0 200 160" role="img" aria-label="${text(name)}"><rect width="200" height="160" fill="${background}"/>${picture}</svg>
<h2>${text(name)}</h2>
<p>${text(price)}</p>
<button type="button">${text(language.basket)}</button>
</li>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/** JSON that may stand in a script element. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
