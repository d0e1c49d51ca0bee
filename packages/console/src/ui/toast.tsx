import { lazy, type ReactNode, Suspense } from 'react'
import type { ToastMessage } from './toast-message.ts'
import { useAtRest } from './use-at-rest.ts'

const loadView = () => import('./toast-view.tsx')
const ToastView = lazy(() => loadView().then((part) => ({ default: part.ToastView })))

/**
 * Says that something happened, with Undo where that is possible. Usable from anywhere, also outside of React;
 * read out politely, errors at once. Returns a function that takes it away.
 */
export function showToast(message: ToastMessage): () => void {
  let isTakenAway = false
  let takeAway = () => {
    isTakenAway = true
  }
  loadView().then(
    ({ addToast }) => {
      if (!isTakenAway) takeAway = addToast(message)
    },
    (error: unknown) => console.error(message.title, error),
  )
  return () => takeAway()
}

/** Where toasts appear. Once, at the root. Their code comes when the page is at rest, so that no start waits for it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const isAtRest = useAtRest()
  return (
    <>
      {children}
      <Suspense>{isAtRest ? <ToastView /> : null}</Suspense>
    </>
  )
}
