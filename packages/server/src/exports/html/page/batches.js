import { element } from './elements.js'
import { word } from './formats.js'

const batch = 100
let printing = []

/** Draws a long list some at a time: more when its end comes near, when asked for, and all of it to print. */
export function drawInBatches(list, items, draw) {
  let drawn = 0
  const more = element('button', { type: 'button', class: 'more', click: () => next() }, word('showMore'))
  const watcher = new IntersectionObserver(([seen]) => seen.isIntersecting && next(), { rootMargin: '600px' })

  function next(until = drawn + batch) {
    const end = Math.min(until, items.length)
    list.append(...items.slice(drawn, end).map(draw))
    drawn = end
    more.hidden = drawn >= items.length
    if (more.hidden) watcher.disconnect()
  }

  watcher.observe(more)
  printing = [() => next(items.length)]
  next()
  return { more, until: (place) => place >= drawn && next(place + batch) }
}

export const forgetBatches = () => {
  printing = []
}

addEventListener('beforeprint', () => {
  for (const drawAll of printing) drawAll()
})
