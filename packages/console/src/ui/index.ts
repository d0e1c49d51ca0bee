/**
 * The kit: every part a screen is made of, accessible by construction, and ignorant of features. It fetches
 * nothing and holds no state but its own. Colours and sizes are tokens (`tokens.css`), never raw values.
 * `/gallery` in a development build shows each part in each of its states; start there.
 */
export { Avatar } from './avatar.tsx'
export { Badge, CountBadge } from './badge.tsx'
export { Button, IconButton } from './button.tsx'
export { ChannelGlyph, channelGlyphOf, useChannelName } from './channel-glyph.tsx'
export { Checkbox } from './checkbox.tsx'
export { classNames } from './class-names.ts'
export { columnMaker } from './column-maker.ts'
export { Combobox } from './combobox.tsx'
export { CommandSurface } from './command-surface.tsx'
export {
  type ComposerHandle,
  type ComposerOffer,
  ComposerSurface,
  ComposerTab,
} from './composer-surface.tsx'
export { ConfirmDialog } from './confirm-dialog.tsx'
export { CopyField } from './copy-field.tsx'
export { DataTable, type DataTableHandle } from './data-table.tsx'
export type { DataColumn, DataLayout, DataSort } from './data-table-model.ts'
export { DetailList, PaneSection } from './details.tsx'
export { Dialog } from './dialog.tsx'
export { EmojiPicker } from './emoji-picker.tsx'
export { FileChip } from './file-chip.tsx'
export { FileDrop, useFilePicker } from './file-drop.tsx'
export { FormDialog } from './form-dialog.tsx'
export { formatDuration } from './formats.ts'
export { Kbd } from './kbd.tsx'
export { ListSkeleton } from './list-skeleton.tsx'
export {
  type UiLocale,
  UiLocaleProvider,
  useFormats,
  useUiLocale,
  useUiText,
} from './locale.tsx'
export { Menu } from './menu.tsx'
export type { MenuEntry } from './menu-props.ts'
export { OnceShown } from './once-shown.tsx'
export { PickList } from './pick-list.tsx'
export { Popover } from './popover.tsx'
export { LoadingPane, Spinner } from './progress.tsx'
export { ProgressBar } from './progress-bar.tsx'
export { ResizablePane } from './resizable-panes.tsx'
export { SegmentedControl } from './segmented-control.tsx'
export { type Choice, Select } from './select.tsx'
export { type PillState, StatePill } from './state-pill.tsx'
export { Banner, EmptyState, ErrorState, Skeleton } from './surfaces.tsx'
export { Tabs } from './tabs.tsx'
export { TagChip, TagChips, TagDot } from './tag-chip.tsx'
export {
  SearchField,
  Textarea,
  TextField,
} from './text-field.tsx'
export {
  Bubble,
  DayLine,
  type DeliveryTick,
  SessionDivider,
  SystemLine,
  TypingBubble,
} from './thread.tsx'
export { Duration, RelativeTime, useNow } from './time.tsx'
export { TimeBar, type TimeSegment } from './time-bar.tsx'
export { showToast, ToastProvider } from './toast.tsx'
export { Tooltip, TooltipProvider } from './tooltip.tsx'
export { useAtRest, useFetchedAtRest } from './use-at-rest.ts'
export { isOnePane, isPhone, useMedia } from './use-media.ts'
export { usePromptValue } from './use-prompt-value.ts'
export { useWidth } from './use-width.ts'
export { VirtualList, type VirtualListHandle } from './virtual-list.tsx'
