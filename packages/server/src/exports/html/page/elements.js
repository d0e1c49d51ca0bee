/** Makes an element. What is within it becomes text, never markup: nothing here reads a text as HTML. */
export function element(tag, attributes = {}, ...within) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    if (typeof value === 'function') made.addEventListener(name, value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...within.filter((part) => part !== null))
  return made
}

/** A script element's content, as the data it is. */
export const readData = (holder) => JSON.parse(holder.textContent)
