import { useState } from 'react'
import { describeProblem, linesIn, useMessages } from '../app/index.ts'
import { FormDialog, SegmentedControl, Textarea } from '../ui/index.ts'
import { type Side, sides, useAddWords } from './use-watch-words.ts'

/** Adds words, as many as one likes: one a line, so that a list can be pasted. */
export function NewWordsDialog({ onClose }: { onClose(): void }) {
  const t = useMessages()
  const [text, setText] = useState('')
  const [side, setSide] = useState<Side>('contact')
  const add = useAddWords(onClose)
  const words = linesIn(text)
  const isTooLong = words.some((word) => word.length > 120)
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={t('watch-words.addTitle')}
      description={t('watch-words.addWhy')}
      submitLabel={words.length > 1 ? t('watch-words.addMany', { n: words.length }) : t('watch-words.add')}
      isReady={words.length > 0 && words.length <= 500 && !isTooLong}
      busy={add.isPending}
      error={add.error === null ? null : describeProblem(add.error, t)}
      onSubmit={() => add.mutate({ text, side })}
    >
      <Textarea
        label={t('watch-words.words')}
        hint={t('watch-words.wordsHint')}
        error={
          isTooLong ? t('watch-words.tooLong') : words.length > 500 ? t('watch-words.tooMany') : undefined
        }
        rows={5}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="grid gap-1">
        <span className="text-small font-medium text-muted">{t('watch-words.side')}</span>
        <div>
          <SegmentedControl
            label={t('watch-words.side')}
            value={side}
            onChange={setSide}
            choices={sides.map((value) => ({ value, label: t(`watch-words.side.${value}`) }))}
          />
        </div>
      </div>
    </FormDialog>
  )
}
