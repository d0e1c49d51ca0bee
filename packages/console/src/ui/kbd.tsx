/** A key as printed on it. Several keys pressed one after another are given apart: `<Kbd keys="g i" />`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5" dir="ltr">
      {keys.split(' ').map((key, index) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: the keys of one shortcut never move
          key={index}
          className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-small border border-line bg-paper px-1 font-sans text-tiny font-medium text-faint"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
