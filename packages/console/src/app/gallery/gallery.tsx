import { useState } from 'react'
import { SegmentedControl, Select } from '../../ui/index.ts'
import { locales } from '../locales.ts'
import { themes, useLocale, useTheme } from '../preferences.ts'
import { ControlSamples } from './control-samples.tsx'
import { FieldSamples } from './field-samples.tsx'
import { SurfaceSamples } from './surface-samples.tsx'
import { TableSamples } from './table-samples.tsx'
import { ThreadSamples } from './thread-samples.tsx'

const pages = {
  controls: ControlSamples,
  fields: FieldSamples,
  surfaces: SurfaceSamples,
  table: TableSamples,
  thread: ThreadSamples,
}
type Page = keyof typeof pages

/** Every part of the kit in its states, for whoever builds a screen. Only in development builds. */
export function Gallery() {
  const [theme, setTheme] = useTheme()
  const [locale, setLocale] = useLocale()
  const asked = location.hash.slice(1)
  const [page, setPage] = useState<Page>(asked in pages ? (asked as Page) : 'controls')
  const Samples = pages[page]
  return (
    <main className="flex h-dvh flex-col">
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5">
        <h1 className="text-large font-bold">Gallery</h1>
        <SegmentedControl
          label="Page"
          value={page}
          onChange={(next) => {
            history.replaceState(null, '', `#${next}`)
            setPage(next)
          }}
          choices={(Object.keys(pages) as Page[]).map((value) => ({ value, label: value }))}
        />
        <SegmentedControl
          label="Theme"
          value={theme}
          onChange={setTheme}
          choices={themes.map((value) => ({ value, label: value }))}
        />
        <Select
          hideLabel
          className="w-40"
          label="Language"
          value={locale.id}
          onChange={setLocale}
          choices={locales.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Samples />
      </div>
    </main>
  )
}
