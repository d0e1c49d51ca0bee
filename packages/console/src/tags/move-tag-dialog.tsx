import type { TagId } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { type PlacedTag, tagChoices } from '../sessions/index.ts'
import { type Choice, Combobox, FormDialog, Select } from '../ui/index.ts'
import { childrenOf, isSamePlace, type Place, placeOf, refusalOf } from './place-in-tree.ts'

const top = 'top'

/** Moves a tag without dragging it: under which one, and behind which of those there. */
export function MoveTagDialog(props: {
  tag: PlacedTag
  tags: readonly PlacedTag[]
  onMove: (place: Place) => void
  onClose: () => void
}) {
  const t = useMessages()
  const { tag, tags } = props
  const from = placeOf(tags, tag)
  const [place, setPlace] = useState<Place>(from)
  const refusal = refusalOf(tags, tag, place)
  const others = (parentId: TagId | null) => childrenOf(tags, parentId).filter(({ id }) => id !== tag.id)
  const parents: readonly Choice[] = [
    { value: top, label: t('tags.atTop') },
    ...tagChoices(tags.filter(({ id, above }) => id !== tag.id && !above.includes(tag.id))).map((choice) => {
      const why = refusalOf(tags, tag, { parentId: choice.value })
      return why === null ? choice : { ...choice, isDisabled: true, hint: t(`tags.refusedShort.${why}`) }
    }),
  ]
  return (
    <FormDialog
      isOpen
      title={t('tags.moveTitle', { name: tag.name })}
      submitLabel={t('tags.moveIt')}
      isReady={!isSamePlace(from, place) && refusal === null}
      error={refusal === null ? null : t(`tags.refused.${refusal}`, { name: tag.name })}
      onSubmit={() => {
        props.onMove(place)
        props.onClose()
      }}
      onClose={props.onClose}
    >
      {tag.scope === 'contact' ? null : (
        <div className="grid gap-1">
          <span className="text-small font-medium text-muted">{t('tags.moveUnder')}</span>
          <Combobox<string>
            label={t('tags.moveUnder')}
            placeholder={t('tags.find')}
            choices={parents}
            value={place.parentId ?? top}
            onChange={(value) => {
              const parentId = value === top ? null : (value as TagId)
              setPlace(parentId === from.parentId ? from : { parentId, position: others(parentId).length })
            }}
          />
        </div>
      )}
      <Select<string>
        label={t('tags.movePlace')}
        value={String(place.position)}
        choices={[
          { value: '0', label: t('tags.placeFirst') },
          ...others(place.parentId).map(({ name }, at) => ({
            value: String(at + 1),
            label: t('tags.placeBehind', { name }),
          })),
        ]}
        onChange={(value) => setPlace({ ...place, position: Number(value) })}
      />
    </FormDialog>
  )
}
