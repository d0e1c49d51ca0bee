import type { OpenApiOperation, OpenApiParameter } from '@rapport/contract'
import { type Html, html, inline } from './html.ts'
import { renderSchema } from './render-schema.ts'
import { curlOf, type Place, sdkCallOf } from './samples.ts'

/** One operation: where, who may, what goes in, what comes out, what can be wrong, and how one calls it. */
export function renderOperation(place: Place, origin: string): Html {
  const { method, path, operation } = place
  const { operationId, summary, description } = operation
  const words = `${operationId} ${method} ${path} ${summary} ${operation['x-permission'] ?? ''}`.toLowerCase()
  return html`<article class="operation" id="${operationId}" data-words="${words}">
<h3><a href="#${operationId}">${operationId}</a></h3>
<p class="where"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></p>
<p>${inline(summary)}.</p>
${description === undefined ? null : html`<p>${inline(description)}</p>`}
<p class="who">${renderAccess(operation)}</p>
<div class="sides"><div>
${renderParameters(operation.parameters.filter((one) => one.name !== 'x-rapport-workspace'))}
${renderBody(operation)}
${renderAnswer(operation)}
${renderErrors(operation)}
</div><div class="samples">${renderSamples(place, origin)}</div></div>
</article>`
}

function renderAccess({ security, 'x-permission': permission, operationId }: OpenApiOperation): Html {
  const schemes = security.flatMap((scheme) => Object.keys(scheme))
  if (operationId.startsWith('hooks.')) return html`Signed, without a key.`
  if (schemes.includes('visitorToken')) return html`With a visitor's token.`
  if (schemes.length === 0) return html`Open to anyone, within a limit for each address.`
  if (permission === null) return html`For people who are signed in. No key.`
  const isForKeys = schemes.includes('apiKey')
  return html`Takes <code>${permission}</code>${isForKeys ? null : html`, and a person: no key`}.`
}

function renderParameters(parameters: readonly OpenApiParameter[]): Html | null {
  if (parameters.length === 0) return null
  const fields = Object.fromEntries(
    parameters.map(({ name, schema, description }) => [
      name,
      { ...schema, ...(description ? { description } : {}) },
    ]),
  )
  const required = parameters.filter((one) => one.required).map(({ name }) => name)
  const places = [...new Set(parameters.map((one) => one.in))].join(' and ')
  return html`<h4>In the ${places}</h4>${renderSchema({ type: 'object', properties: fields, required })}`
}

function renderBody({ requestBody }: OpenApiOperation): Html | null {
  if (requestBody === undefined) return null
  const [[type, content] = []] = Object.entries(requestBody.content)
  if (content === undefined) return null
  const about = requestBody.description === undefined ? null : html`<p>${requestBody.description}</p>`
  const isEmpty = Object.keys((content.schema.properties ?? { some: 1 }) as object).length === 0
  const shape = isEmpty
    ? html`<p class="quiet">An empty object: <code>{}</code></p>`
    : renderSchema(content.schema)
  return html`<h4>Body <span class="quiet">${type ?? ''}</span></h4>${about}${shape}`
}

function renderAnswer({ responses }: OpenApiOperation): Html | null {
  const answer = responses['200'] ?? responses['2XX']
  if (answer === undefined) return null
  const [[type, content] = []] = Object.entries(answer.content ?? {})
  const shape = content ? renderSchema(content.schema) : html`<p>${answer.description}</p>`
  return html`<h4>Answer <span class="quiet">${type ?? ''}</span></h4>${shape}`
}

function renderErrors({ responses }: OpenApiOperation): Html | null {
  const problems = Object.entries(responses).filter(([, response]) => response['x-codes'] !== undefined)
  if (problems.length === 0) return null
  const rows = problems.map(
    ([status, response]) =>
      html`<li><span class="status">${status}</span> ${(response['x-codes'] ?? []).map((code) => html`<code>${code}</code> `)}</li>`,
  )
  return html`<details><summary>Errors</summary><ul class="errors">${rows}</ul></details>`
}

function renderSamples(place: Place, origin: string): Html {
  const sdk = sdkCallOf(place)
  const [, answer] = Object.entries(place.operation.responses['200']?.content ?? {})[0] ?? []
  const isCalled = !place.path.startsWith('webhook:')
  return html`${isCalled ? renderSample('curl', curlOf(place, origin)) : null}
${sdk === null ? null : renderSample('SDK', sdk)}
${answer?.example === undefined ? null : renderSample('Answer', JSON.stringify(answer.example, null, 2))}`
}

/** A piece of code. It can be scrolled, so the keyboard must be able to reach it. */
export const renderSample = (title: string, code: string): Html =>
  html`<figure><figcaption>${title}</figcaption><pre tabindex="0"><code>${code}</code></pre></figure>`
