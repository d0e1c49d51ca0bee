// Finds operations by what is typed. Without it the page shows everything, and the browser's own search works.
const field = document.querySelector('#filter')
const found = document.querySelector('#found')
const operations = [...document.querySelectorAll('.operation')]
const nouns = [...document.querySelectorAll('.noun')]
const links = new Map([...document.querySelectorAll('[data-for]')].map((link) => [link.dataset.for, link]))
const lists = [...document.querySelectorAll('.links')]
const others = [...document.querySelectorAll('#guide, #schemas')]
const contents = document.querySelector('.contents')
const wide = matchMedia('(min-width: 60rem)')

function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const operation of operations) {
    const isFound = words.every((word) => operation.dataset.words.includes(word))
    operation.hidden = !isFound
    const link = links.get(operation.id)
    if (link) link.hidden = !isFound
    if (isFound) count += 1
  }
  for (const noun of nouns) noun.hidden = !noun.querySelector('.operation:not([hidden])')
  for (const list of lists) list.hidden = !list.querySelector('li:not([hidden])')
  for (const other of others) other.hidden = words.length > 0
  if (words.length > 0) scrollTo(0, 0)
  found.value = words.length === 0 ? '' : count === 1 ? '1 operation' : `${count} operations`
}

function clear() {
  field.value = ''
  filter()
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!target) return
  if (target.closest('[hidden]') || target.hidden) clear()
  if (target instanceof HTMLDetailsElement) target.open = true
  target.scrollIntoView()
}

field.addEventListener('input', filter)
field.form.addEventListener('submit', (event) => {
  event.preventDefault()
  operations
    .find((operation) => !operation.hidden)
    ?.querySelector('h3 a')
    ?.focus()
})
field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') clear()
})
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  field.focus()
})
addEventListener('hashchange', openTarget)

contents.open = wide.matches
wide.addEventListener('change', () => {
  contents.open = wide.matches
})
contents.addEventListener('click', (event) => {
  if (!wide.matches && event.target instanceof HTMLAnchorElement) contents.open = false
})
filter()
openTarget()
