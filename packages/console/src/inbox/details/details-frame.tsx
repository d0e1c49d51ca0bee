import { type ReactNode, useState } from 'react'
import { useMessages, useShortcut } from '../../app/index.ts'
import { ResizablePane } from '../../ui/index.ts'
import { type Panes, paneLimits, useIsWide, usePanes } from '../use-panes.ts'

/** From this width on there is room for every pane side by side. */
const roomyPixels = 1240

/** Whether the details are shown: as remembered where there is room, else over the talk and closed at first. */
export function useDetailsOpen() {
  const [panes, setPanes] = usePanes()
  const [isOver, setIsOver] = useState(false)
  const isRoomy = useIsWide(roomyPixels)
  const isWide = useIsWide(1024)
  const toggle = () => (isRoomy ? setPanes({ hasDetails: !panes.hasDetails }) : setIsOver(!isOver))
  useShortcut('inbox.key.details', ']', toggle)
  return {
    isOpen: isRoomy ? panes.hasDetails : isOver,
    coversTalk: !isWide && isOver,
    isRoomy,
    panes,
    setPanes,
    toggle,
  }
}

/** How much room the details take beside the talk at the moment; null when they take none. */
export function useDetailsSpace(): number | null {
  const [panes] = usePanes()
  const isRoomy = useIsWide(roomyPixels)
  return isRoomy && panes.hasDetails ? panes.detailsWidth : null
}

/** The details beside the talk, as wide as they were left; over it where there is no room. */
export function DetailsFrame({
  details,
  children,
}: {
  details: { isRoomy: boolean; panes: Panes; setPanes(change: Partial<Panes>): void }
  children: ReactNode
}) {
  const t = useMessages()
  if (!details.isRoomy) {
    return (
      <div className="absolute inset-y-0 inset-e-0 z-20 flex w-80 flex-col border-s border-line bg-paper shadow-float max-lg:w-full max-lg:border-0">
        {children}
      </div>
    )
  }
  return (
    <ResizablePane
      side="end"
      label={t('inbox.details')}
      width={details.panes.detailsWidth}
      minWidth={paneLimits.details[0]}
      maxWidth={paneLimits.details[1]}
      onResize={(detailsWidth) => details.setPanes({ detailsWidth })}
    >
      {children}
    </ResizablePane>
  )
}
