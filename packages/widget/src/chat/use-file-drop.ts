import { useEffect, useState } from 'preact/hooks'
import type { Uploads } from './uploads.ts'

/** Takes files dropped anywhere on the panel; answers whether some are being held over it. */
export function useFileDrop(uploads: Uploads): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      uploads.add([...(event.dataTransfer?.files ?? [])])
    }
    const heard = { dragover: over, dragleave: leave, drop } as const
    for (const [name, listener] of Object.entries(heard)) addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(heard))
        removeEventListener(name, listener as EventListener)
    }
  }, [uploads])
  return isOver
}
