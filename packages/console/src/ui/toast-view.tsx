import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { IconButton } from './button.tsx'
import { useUiText } from './locale.tsx'
import type { ToastMessage } from './toast-message.ts'

const queue = Base.createToastManager()

// A toast asked for before there is a place for it waits here, for the queue itself forgets it.
const waiting: (() => void)[] = []
let isPlaced = false

/** Puts a toast in the queue and returns a function that takes it away. */
export function addToast(message: ToastMessage): () => void {
  if (isPlaced) return enqueue(message)
  let takeAway = () => {
    waiting.splice(waiting.indexOf(place), 1)
  }
  const place = () => {
    takeAway = enqueue(message)
  }
  waiting.push(place)
  return () => takeAway()
}

function enqueue({ title, description, action, kind = 'news', timeoutMs }: ToastMessage): () => void {
  const id = queue.add({
    title,
    description,
    type: kind,
    priority: kind === 'error' ? 'high' : 'low',
    timeout: timeoutMs ?? (kind === 'error' ? 0 : 5000),
    ...(action ? { actionProps: { children: action.label, onClick: () => act(id, action.onPress) } } : {}),
  })
  return () => queue.close(id)
}

function act(id: string, onPress: () => void): void {
  queue.close(id)
  onPress()
}

/**
 * The toasts on screen, the newest nearest to the edge: where nobody writes, for a toast lasts longer than the pause
 * between taking a session and answering it.
 */
export function ToastView() {
  useEffect(() => {
    isPlaced = true
    for (const place of waiting.splice(0)) place()
    return () => {
      isPlaced = false
    }
  }, [])
  return (
    <Base.Provider toastManager={queue} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed inset-s-17 bottom-4 z-50 flex w-105 flex-col-reverse gap-2 max-lg:inset-x-4 max-lg:top-16 max-lg:bottom-auto max-lg:mx-auto max-lg:w-auto max-lg:max-w-105 max-lg:flex-col">
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
