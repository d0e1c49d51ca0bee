import { lazy, Suspense, useState } from 'react'
import { withWords } from '../app/index.ts'
import { ExportTray } from '../exports/index.ts'
import type { BatchStart } from './batch/batch-dialog-props.ts'
import { BatchTray } from './batch/batch-tray.tsx'
import { ExportMenu } from './export/export-menu.tsx'
import { FilterBar } from './filter/filter-bar.tsx'
import type { FilterEditing } from './filter/filter-editing.ts'
import { textOf } from './filter/use-filter.ts'
import { useFormChoice } from './session-choices.ts'
import { plainQuery } from './sessions-address.ts'
import { SessionsBar } from './sessions-bar.tsx'
import { presetOf, underList, withPreset } from './sessions-presets.ts'
import { type SessionsPage, useAsking } from './use-sessions-page.ts'
import { ViewChanges } from './views/view-changes.tsx'
import type { ViewAsked } from './views/view-dialogs.tsx'
import { ViewPicker } from './views/view-picker.tsx'
import { askedBy, resetOf } from './views/view-state.ts'

// Fetched with the first checkbox: the list is read more often than worked on.
const WhileSelecting = lazy(
  withWords(() => import('./batch/while-selecting.tsx').then((part) => ({ default: part.WhileSelecting }))),
)

const GoneView = lazy(
  withWords(() => import('./views/gone-view.tsx').then((part) => ({ default: part.GoneView }))),
)

/** What stands above the rows takes. `batchStart` is what a key asked for when it chose the row with the focus. */
export type SessionsHeadProps = Readonly<{
  page: SessionsPage
  editing: FilterEditing
  batchStart: BatchStart | null
}>

/** The work that was begun here, files and changes to many sessions, and what can be begun with those that are chosen. */
function AtWork({ page, start }: { page: SessionsPage; start: BatchStart | null }) {
  return (
    <>
      <ExportTray />
      <BatchTray onDone={page.sessions.retry} />
      {page.selection.count > 0 ? (
        <Suspense fallback={<div className="h-11 shrink-0 border-b border-line bg-selected" />}>
          <WhileSelecting page={page} start={start} />
        </Suspense>
      ) : null}
    </>
  )
}

/** Everything above the rows: title and view, how they are shown, the lists, and the filter. */
export function SessionsHead({ page, editing, batchStart }: SessionsHeadProps) {
  const { address, query, filter, views, view, columns } = page
  const [viewAsked, askView] = useState<ViewAsked | null>(null)
  const [, rememberForm] = useFormChoice()
  const ask = useAsking(page)
  const chips = filter.read.status === 'read' ? filter.read.chips : { chips: [], groups: [] }
  const isRead = filter.read.status === 'read'
  const reset = () => ask({ ...resetOf(address, view) })
  return (
    <>
      <SessionsBar
        picker={
          <ViewPicker
            views={views}
            view={view}
            definition={page.definition}
            onOpen={(opened) =>
              ask(
                opened === null
                  ? { ...plainQuery, viewId: null }
                  : { ...askedBy(opened.definition), viewId: opened.id },
              )
            }
            asked={viewAsked}
            onAsk={askView}
          />
        }
        list={query.list}
        onList={(list) => ask({ list, ...(isRead ? { filter: textOf(underList(list, chips)) } : {}) })}
        counts={page.counts}
        matching={page.matching}
        hasFilter={query.filter !== ''}
        preset={presetOf(query.list, chips)}
        onPreset={(preset) => {
          const next = withPreset(preset, chips)
          ask({ list: next.list, ...(isRead ? { filter: textOf(next.chips) } : {}) })
        }}
        form={address.form}
        onForm={(form) => {
          rememberForm(form)
          page.change({ form })
        }}
        sort={query}
        onSort={(sort) => ask(sort)}
        columns={columns}
        exporting={<ExportMenu page={page} />}
      />
      <AtWork page={page} start={batchStart} />
      <FilterBar
        isHidden={page.selection.count > 0}
        filter={filter}
        editing={editing}
        onFilter={(text, how) => ask({ filter: text }, how)}
        onReset={reset}
        trailing={
          <ViewChanges
            views={views}
            view={view}
            isEdited={page.isEdited}
            definition={page.definition}
            onSaveAs={() => askView('new')}
            onReset={reset}
          />
        }
      />
      {page.isViewGone ? (
        <Suspense>
          <GoneView onShowAll={() => ask({ ...plainQuery, viewId: null })} />
        </Suspense>
      ) : null}
    </>
  )
}
