import type { Me } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { FormEventHandler, ReactNode } from 'react'
import { meQuery, useClient, useTitle } from '../app/index.ts'
import { Button } from '../ui/index.ts'
import { safeNext } from './safe-next.ts'

/** The frame of every screen before the desk: the mark, a heading, and one form or one sentence. */
export function Door(props: { title: string; description?: ReactNode; children?: ReactNode }) {
  useTitle(props.title)
  return (
    <main className="grid h-full grid-rows-[minmax(24px,1fr)_auto_minmax(24px,2fr)] justify-items-center overflow-y-auto px-5">
      <div className="row-start-2 grid w-full max-w-88 gap-5">
        <header>
          <span aria-hidden="true" className="mb-4 block text-[22px] leading-7 font-bold text-accent">
            R
          </span>
          <h1 className="text-large font-bold">{props.title}</h1>
          {props.description ? <p className="mt-1 text-muted">{props.description}</p> : null}
        </header>
        {props.children}
      </div>
    </main>
  )
}

/** The form of a door: its fields, what is wrong with all of them, and the one button. */
export function DoorForm(props: {
  onSubmit: FormEventHandler
  submitLabel: string
  busy: boolean
  isDisabled?: boolean
  error: string | null
  children: ReactNode
}) {
  return (
    <form noValidate onSubmit={props.onSubmit} className="grid gap-3.5">
      {props.children}
      {props.error === null ? null : (
        <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">
          {props.error}
        </p>
      )}
      <Button
        type="submit"
        kind="primary"
        size="large"
        busy={props.busy}
        disabled={props.isDisabled ?? false}
        className="mt-1 w-full"
      >
        {props.submitLabel}
      </Button>
    </form>
  )
}

/** Comes in as whoever has just signed in, at the address that was asked for. */
export function useComeIn(): (me: Me, next?: string) => void {
  const client = useClient()
  const queries = useQueryClient()
  const router = useRouter()
  return (me, next) => {
    queries.clear()
    queries.setQueryData(meQuery(client).queryKey, me)
    router.history.push(safeNext(next))
  }
}
