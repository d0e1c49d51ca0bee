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
export { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx'
export { Dialog, type DialogProps } from './dialog.tsx'
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
export { Duration, RelativeTime, useNow } from './time.tsx'
export { showToast, type ToastMessage, ToastProvider } from './toast.tsx'
export { Tooltip, TooltipProvider } from './tooltip.tsx'
