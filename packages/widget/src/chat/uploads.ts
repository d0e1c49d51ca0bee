import { type FileView, fileBytesMax, messageFilesMax } from '@rapport/contract/light'
import { createSource, isRapportError, type Observable, type WidgetClient } from '@rapport/sdk'

/** Why a file will not go along. `failed` may work when tried again. */
export type UploadTrouble = 'tooLarge' | 'empty' | 'refused' | 'failed'

/** A file beside the composer: on its way, there, or refused. */
export type UploadItem = Readonly<{
  id: number
  name: string
  share: number
  view: FileView | null
  trouble: UploadTrouble | null
}>

export type Uploads = Readonly<{
  items: Observable<readonly UploadItem[]>
  /** Takes files; answers whether all of them fitted into one message. */
  add(files: readonly File[]): boolean
  again(id: number): void
  /** Cancels or takes away. */
  remove(id: number): void
  /** The files that are ready, which now belong to a message. */
  take(): readonly FileView[]
}>

/** Files on their way to the server while the message is still being written. */
export function createUploads(client: WidgetClient): Uploads {
  const items = createSource<readonly UploadItem[]>([])
  const held = new Map<number, { file: File; abort: AbortController }>()
  let next = 0
  const change = (id: number, to: Partial<UploadItem>) =>
    items.set(items.get().map((item) => (item.id === id ? { ...item, ...to } : item)))

  async function upload(id: number): Promise<void> {
    const file = held.get(id)?.file
    if (!file) return
    const abort = new AbortController()
    held.set(id, { file, abort })
    change(id, { share: 0, trouble: null })
    try {
      const options = { signal: abort.signal, onProgress: (share: number) => change(id, { share }) }
      const view = await client.widget.upload({}, file, options)
      change(id, { view, share: 1 })
    } catch (error) {
      if (abort.signal.aborted) return
      change(id, { trouble: troubleOf(error) })
    }
  }

  return {
    items,
    add(files) {
      const room = messageFilesMax - items.get().length
      for (const file of files.slice(0, room)) {
        const id = next++
        const trouble = file.size > fileBytesMax ? 'tooLarge' : file.size === 0 ? 'empty' : null
        items.set([...items.get(), { id, name: file.name, share: 0, view: null, trouble }])
        held.set(id, { file, abort: new AbortController() })
        if (!trouble) void upload(id)
      }
      return files.length <= room
    },
    again: (id) => void upload(id),
    remove(id) {
      held.get(id)?.abort.abort()
      held.delete(id)
      items.set(items.get().filter((item) => item.id !== id))
    },
    take() {
      const views = items.get().flatMap(({ view }) => (view ? [view] : []))
      items.set([])
      held.clear()
      return views
    },
  }
}

function troubleOf(error: unknown): UploadTrouble {
  if (!isRapportError(error)) throw error
  if (error.code === 'too_large') return 'tooLarge'
  return error.code === 'file_type_refused' ? 'refused' : 'failed'
}
