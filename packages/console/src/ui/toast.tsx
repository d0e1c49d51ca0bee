import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { useUiText } from './locale.tsx'

/** What a toast says, and the one thing that can be done about it. */
export type ToastMessage = {
  title: string
  description?: string
  action?: { label: string; onPress: () => void }
  kind?: 'news' | 'error'
  /** Zero keeps it until it is dismissed. Errors stay by themselves. */
  timeoutMs?: number
}

const queue = Base.createToastManager()

/**
 * Says that something happened, with Undo where that is possible. Usable from anywhere, also outside of React;
 * read out politely, errors at once. Returns a function that takes it away.
 */
export function showToast({
  title,
  description,
  action,
  kind = 'news',
  timeoutMs,
}: ToastMessage): () => void {
  const id = queue.add({
    title,
    description,
    type: kind,
    priority: kind === 'error' ? 'high' : 'low',
    timeout: timeoutMs ?? (kind === 'error' ? 0 : 5000),
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              queue.close(id)
              action.onPress()
            },
          },
        }
      : {}),
  })
  return () => queue.close(id)
}

/** Where toasts appear. Once, at the root. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={queue} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-w-105 flex-col gap-2 max-sm:bottom-16">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts } = Base.useToastManager()
  const text = useUiText()
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['down', 'right', 'left']}
      className="ui-float data-limited:hidden"
    >
      <Base.Content className="flex items-center gap-2 py-1.5 ps-3 pe-1.5">
        {toast.type === 'error' ? (
          <CircleAlert size={16} aria-hidden="true" className="shrink-0 text-danger" />
        ) : null}
        <div className="min-w-0 flex-1 py-1">
          <Base.Title className="font-medium" render={<p />} />
          <Base.Description className="text-small text-muted" />
        </div>
        {toast.actionProps ? (
          <Base.Action className="h-7.5 shrink-0 rounded-control px-2.5 font-strong text-accent hover:bg-hover" />
        ) : null}
        <Base.Close render={<IconButton label={text('ui.dismiss')} icon={<X size={14} />} />} />
      </Base.Content>
    </Base.Root>
  ))
}
