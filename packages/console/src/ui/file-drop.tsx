import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

/** Takes files dropped anywhere on what is inside, and shows that it would. */
export function FileDrop(props: {
  onFiles: (files: readonly File[]) => void
  isDisabled?: boolean
  children: ReactNode
  className?: string
}) {
  const text = useUiText()
  const [isOver, setIsOver] = useState(false)
  const depth = useRef(0)
  const counts = (event: DragEvent) => !props.isDisabled && event.dataTransfer.types.includes('Files')
  const track = (event: DragEvent, step: number) => {
    if (!counts(event)) return
    // Entering a child leaves its parent: only the balance says whether the pointer is still inside.
    depth.current = Math.max(0, depth.current + step)
    setIsOver(depth.current > 0)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the attach button serves the rest
    <div
      className={classNames('relative', props.className)}
      onDragEnter={(event) => track(event, 1)}
      onDragLeave={(event) => track(event, -1)}
      onDragOver={(event) => counts(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!counts(event)) return
        event.preventDefault()
        depth.current = 0
        setIsOver(false)
        props.onFiles([...event.dataTransfer.files])
      }}
    >
      {props.children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-2 z-20 grid place-content-center justify-items-center gap-2 rounded-large border-2 border-dashed border-accent bg-accent-soft/90 font-strong text-accent">
          <Upload size={20} aria-hidden="true" />
          {text('ui.dropFiles')}
        </div>
      ) : null}
    </div>
  )
}

/** The hidden half of an attach button: opens the system's file dialog. */
export function useFilePicker(onFiles: (files: readonly File[]) => void): () => void {
  const handler = useRef(onFiles)
  handler.current = onFiles
  return () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.addEventListener('change', () => handler.current([...(input.files ?? [])]))
    input.click()
  }
}
