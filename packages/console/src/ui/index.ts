/**
 * The kit: every part a screen is made of, accessible by construction, and ignorant of features. It fetches
 * nothing and holds no state but its own. Colours and sizes are tokens (`tokens.css`), never raw values.
 * `/gallery` in a development build shows each part in each of its states; start there.
 */
export { Avatar, type AvatarProps } from './avatar.tsx'
export { Badge, CountBadge, Tag, TagList } from './badge.tsx'
export { Button, type ButtonKind, type ButtonProps, IconButton, type IconButtonProps } from './button.tsx'
export { ChannelGlyph, type ChannelKind, isChannelKind } from './channel-glyph.tsx'
export { Checkbox, type CheckboxProps } from './checkbox.tsx'
export { classNames } from './class-names.ts'
export { Combobox, type ComboboxProps } from './combobox.tsx'
export { type CommandItem, CommandSurface } from './command-surface.tsx'
export {
  type ComposerHandle,
  ComposerSurface,
  type ComposerSurfaceProps,
  ComposerTab,
} from './composer-surface.tsx'
export { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx'
export { CopyField, type CopyFieldProps } from './copy-field.tsx'
export { DataTable, type DataTableHandle, type DataTableProps } from './data-table.tsx'
export type { DataColumn, DataLayout, DataSort } from './data-table-model.ts'
export { DetailList, PaneSection } from './details.tsx'
export { Dialog, type DialogProps } from './dialog.tsx'
export { EmojiPicker } from './emoji-picker.tsx'
export { FileChip, type FileChipProps } from './file-chip.tsx'
export { FileDrop, useFilePicker } from './file-drop.tsx'
export {
  type FormatLocale,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatMoment,
  formatRelative,
  formatTime,
  isSameDay,
} from './formats.ts'
export { initialsOf } from './initials.ts'
export { Kbd } from './kbd.tsx'
export {
  type UiLocale,
  UiLocaleProvider,
  type UiTextKey,
  useFormats,
  useUiLocale,
  useUiText,
} from './locale.tsx'
export { Menu, type MenuEntry } from './menu.tsx'
export { Popover, type PopoverProps } from './popover.tsx'
export { LoadingPane, ProgressBar, Spinner } from './progress.tsx'
export { ResizablePane, type ResizablePaneProps } from './resizable-panes.tsx'
export { SegmentedControl } from './segmented-control.tsx'
export { type Choice, Select, type SelectProps } from './select.tsx'
export { type PillState, StatePill } from './state-pill.tsx'
export { Banner, EmptyState, ErrorState, Skeleton } from './surfaces.tsx'
export { type TabItem, Tabs, type TabsProps } from './tabs.tsx'
export {
  FieldFrame,
  SearchField,
  type SearchFieldProps,
  Textarea,
  type TextareaProps,
  TextField,
  type TextFieldProps,
} from './text-field.tsx'
export {
  Bubble,
  type BubbleKind,
  type BubbleProps,
  DayLine,
  type DeliveryTick,
  SessionDivider,
  SystemLine,
  Tick,
  TypingBubble,
} from './thread.tsx'
export { Duration, RelativeTime, useNow } from './time.tsx'
export { TimeBar, type TimeSegment } from './time-bar.tsx'
export { showToast, ToastProvider } from './toast.tsx'
export type { ToastMessage } from './toast-message.ts'
export { Tooltip, TooltipProvider } from './tooltip.tsx'
export { VirtualList, type VirtualListHandle, type VirtualListProps } from './virtual-list.tsx'
