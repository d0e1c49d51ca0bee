import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from './button.tsx'

/** What a copy field takes. */
export type CopyFieldProps = Readonly<{
  label: string
  value: string
  copyLabel: string
  copiedLabel: string
}>

/** A text that is there to be taken elsewhere: a link, a snippet, a secret. It can be selected where copying is refused. */
export function CopyField({ label, value, copyLabel, copiedLabel }: CopyFieldProps) {
  const text = useRef<HTMLPreElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const copy = () => {
    const select = () => text.current && getSelection()?.selectAllChildren(text.current)
    // Only pages over HTTPS, and on this machine, may write to the clipboard.
    if (!navigator.clipboard) return void select()
    navigator.clipboard.writeText(value).then(() => setIsCopied(true), select)
  }
  return (
    <div className="grid min-w-0 gap-1">
      <span className="text-small font-medium text-muted">{label}</span>
      <div className="flex min-w-0 items-start gap-2 rounded-control border border-line bg-sunken p-1 ps-2.5">
        {/* biome-ignore lint/a11y/useSemanticElements: a group that is preformatted text */}
        <pre
          ref={text}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and keys must be able to scroll it
          tabIndex={0}
          dir="ltr"
          aria-label={label}
          className="min-w-0 flex-1 overflow-x-auto py-1 font-code text-small leading-5 whitespace-pre"
        >
          {value}
        </pre>
        <Button
          size="small"
          icon={isCopied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
          onClick={copy}
        >
          {isCopied ? copiedLabel : copyLabel}
        </Button>
      </div>
    </div>
  )
}
