import { type Chapter, chapters, type OpenApiDocument, type OpenApiOperation } from '@rapport/contract'
import { type Html, html, inline } from './html.ts'
import { renderOperation, renderSample } from './render-operation.ts'
import { renderSchema } from './render-schema.ts'
import type { Place } from './samples.ts'

/** The whole reference as one page, which needs nothing but its own style and script beside it. */
export function renderDocs(document: OpenApiDocument, origin: string): string {
  const nouns = groupByNoun(document)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title}</title>
<link rel="stylesheet" href="docs/docs.css">
<script src="docs/docs.js" defer></script>
</head>
<body>
<a class="skip" href="#guide">Skip to the guide</a>
<header>
<h1>${document.info.title}</h1>
<form role="search" class="search">
<label for="filter">Find an operation</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false" aria-describedby="found" placeholder="Press / to search">
<output id="found" for="filter"></output>
</form>
<a href="openapi.json">openapi.json</a>
</header>
<div class="columns">
<nav aria-label="Contents">${renderContents(nouns)}</nav>
<main>
<section id="guide">${chapters.map(renderChapter)}</section>
${nouns.map((noun) => renderNoun(noun, origin))}
<section id="schemas"><h2>Schemas</h2>
<p>What operations refer to by name.</p>
${Object.entries(document.components.schemas).map(renderComponent)}</section>
</main>
</div>
</body>
</html>
`
  return page.html
}

type Noun = Readonly<{ name: string; about: string; places: readonly Place[] }>

function groupByNoun({ tags, paths, webhooks }: OpenApiDocument): readonly Noun[] {
  const places = [
    ...Object.entries(paths),
    ...Object.entries(webhooks).map(([name, item]) => [`webhook: ${name}`, item] as const),
  ].flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]: [string, OpenApiOperation]) => ({
      method,
      path,
      operation,
    })),
  )
  return tags.map(({ name, description }) => ({
    name,
    about: description,
    places: places.filter(({ operation }) => operation.tags[0] === name),
  }))
}

/** What there is. It folds where there is no room for it beside the text. */
const renderContents = (nouns: readonly Noun[]): Html => html`<details class="contents">
<summary>Contents</summary>
<p><a href="#guide">Guide</a></p>
<ul>${chapters.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
${nouns.map(({ name, places }) => renderLinks(name, places))}
<p><a href="#schemas">Schemas</a></p>
</details>`

function renderLinks(name: string, places: readonly Place[]): Html {
  const links = places.map(
    ({ method, operation: { operationId } }) =>
      html`<li data-for="${operationId}"><a href="#${operationId}"><span class="method ${method}">${method}</span> ${operationId.split('.')[1] ?? ''}</a></li>`,
  )
  return html`<div class="links"><p><a href="#noun-${name}">${name}</a></p><ul>${links}</ul></div>`
}

const renderNoun = (
  { name, about, places }: Noun,
  origin: string,
): Html => html`<section class="noun" id="noun-${name}">
<h2>${name}</h2>
<p>${inline(about)}</p>
${places.map((place) => renderOperation(place, origin))}
</section>`

function renderChapter({ id, title, body }: Chapter): Html {
  const pieces = body.map((piece) =>
    typeof piece === 'string' ? html`<p>${inline(piece)}</p>` : renderSample('Example', piece.code),
  )
  return html`<section class="chapter" id="${id}"><h2>${title}</h2>${pieces}</section>`
}

function renderComponent([name, schema]: [string, OpenApiDocument['components']['schemas'][string]]): Html {
  const about = typeof schema.description === 'string' ? html`<p>${inline(schema.description)}</p>` : null
  return html`<details class="schema" id="schema-${name}"><summary>${name}</summary>${about}${renderSchema(schema)}</details>`
}
