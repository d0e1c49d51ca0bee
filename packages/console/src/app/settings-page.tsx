import type { ReactNode } from 'react'

/** The frame every page of the settings shares: a heading, a sentence, the main button, then the content. */
export function SettingsPage(props: {
  title: string
  description?: string
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-200 gap-5 px-6 py-4 max-sm:px-4">
        <header className="flex items-start gap-4">
          <div className="min-w-0 flex-1">
            <h1 className="text-large leading-7.5 font-bold">{props.title}</h1>
            {props.description ? <p className="max-w-140 text-muted">{props.description}</p> : null}
          </div>
          {props.action}
        </header>
        {props.children}
      </div>
    </div>
  )
}
