import { Field } from '@base-ui/react/field'
import { Search, X } from 'lucide-react'
import { type ComponentProps, type ReactNode, type Ref, useRef } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { useUiText } from './locale.tsx'

/** The outline every place to type in shares. */
export const fieldBox =
  'w-full rounded-control border border-control/60 bg-surface px-2.5 text-text hover:border-control focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:opacity-50 data-invalid:border-danger aria-invalid:border-danger'

type FieldParts = {
  label: string
  /** Said beside the label when most fields of the form are required. */
  isOptional?: boolean
  hideLabel?: boolean
  hint?: ReactNode
  /** What is wrong and what to do; shown in place of the hint and read out with the field. */
  error?: ReactNode
}

/** The label, hint and error around any control, tied to it for those who do not see. */
function FieldFrame({ children, ...parts }: FieldParts & { children: ReactNode }) {
  const text = useUiText()
  return (
    <Field.Root invalid={Boolean(parts.error)} className="grid min-w-0 gap-1">
      <Field.Label className={parts.hideLabel ? 'sr-only' : 'flex gap-1.5 text-small font-medium text-muted'}>
        {parts.label}
        {parts.isOptional ? <span className="font-normal text-faint">{text('ui.optional')}</span> : null}
      </Field.Label>
      {children}
      {parts.error ? (
        <Field.Error match className="text-small text-danger">
          {parts.error}
        </Field.Error>
      ) : parts.hint ? (
        <Field.Description className="text-small text-faint">{parts.hint}</Field.Description>
      ) : null}
    </Field.Root>
  )
}

/** What a text field takes besides what the platform's own input does. */
export type TextFieldProps = FieldParts &
  Omit<ComponentProps<'input'>, 'size' | 'defaultValue' | 'value'> & {
    value?: string
    defaultValue?: string
    fieldSize?: 'medium' | 'large'
    ref?: Ref<HTMLInputElement>
  }

/** One line of text, with its label. */
export function TextField({
  label,
  isOptional,
  hideLabel,
  hint,
  error,
  fieldSize,
  ...input
}: TextFieldProps) {
  return (
    <FieldFrame {...fieldParts({ label, isOptional, hideLabel, hint, error })}>
      <Field.Control
        dir="auto"
        {...input}
        className={classNames(fieldBox, fieldSize === 'large' ? 'h-9' : 'h-7.5', input.className)}
      />
    </FieldFrame>
  )
}

/** What a textarea takes besides what the platform's own does. */
export type TextareaProps = FieldParts & ComponentProps<'textarea'> & { ref?: Ref<HTMLTextAreaElement> }

/** Several lines of text, with a label; grows with what is written, up to a third of the window. */
export function Textarea({ label, isOptional, hideLabel, hint, error, ...textarea }: TextareaProps) {
  return (
    <FieldFrame {...fieldParts({ label, isOptional, hideLabel, hint, error })}>
      <Field.Control
        render={
          <textarea
            dir="auto"
            rows={3}
            {...textarea}
            className={classNames(
              fieldBox,
              'field-sizing-content max-h-[33vh] min-h-16 resize-none py-1.5',
              textarea.className,
            )}
          />
        }
      />
    </FieldFrame>
  )
}

/** What a search field takes: a value held by the caller, so that it can live in the URL. */
export type SearchFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  shortcut?: string | undefined
  className?: string
  ref?: Ref<HTMLInputElement>
}

/** A box to search in. Escape empties it first, and only then belongs to whoever listens outside. */
export function SearchField({ label, value, onChange, shortcut, className, ref }: SearchFieldProps) {
  const text = useUiText()
  const own = useRef<HTMLInputElement>(null)
  return (
    <div className={classNames('relative min-w-0', className)}>
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none absolute inset-s-2.5 top-2 text-faint"
      />
      <input
        ref={ref ?? own}
        type="search"
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
        className={classNames(fieldBox, 'h-7.5 ps-8 pe-8')}
      />
      <span className="absolute inset-e-1 top-0.75 grid h-6 place-items-center">
        {value ? (
          <IconButton
            size="small"
            label={text('ui.clear')}
            icon={<X size={14} />}
            onClick={() => onChange('')}
          />
        ) : shortcut ? (
          <span className="pe-1.5">
            <Kbd keys={shortcut} />
          </span>
        ) : null}
      </span>
    </div>
  )
}

type LooseParts = { [Part in keyof FieldParts]: FieldParts[Part] | undefined } & { label: string }

function fieldParts({ label, isOptional = false, hideLabel = false, hint, error }: LooseParts): FieldParts {
  return { label, isOptional, hideLabel, hint, error }
}
