import type { TagView } from '@rapport/contract/light'
import { tagColours } from '@rapport/domain'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMessages } from '../app/index.ts'
import { FormDialog, TagDot, TextField } from '../ui/index.ts'
import { type TagValues, useTagForm } from './use-tag-changes.ts'

/** Makes a tag, or changes the name and colour of one. */
export function TagDialog(props: { scope: TagView['scope']; tag: TagView | null; onClose(): void }) {
  const t = useMessages()
  const { form, save, error } = useTagForm(props)
  const { errors, isSubmitting } = form.formState
  return (
    <FormDialog
      isOpen
      onClose={props.onClose}
      title={props.tag === null ? t(`tags.newTitle.${props.scope}`) : t('tags.editTitle')}
      submitLabel={props.tag === null ? t('tags.make') : t('tags.save')}
      onSubmit={() => void form.handleSubmit(save)()}
      busy={isSubmitting}
      error={error}
    >
      <TextField
        label={t('tags.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name', {
          validate: (value) => value.trim() !== '' || t('tags.nameMissing'),
          maxLength: { value: 120, message: t('tags.tooLong') },
        })}
      />
      <Colours form={form} />
    </FormDialog>
  )
}

function Colours({ form }: { form: UseFormReturn<TagValues> }) {
  const t = useMessages()
  return (
    <Controller
      name="colour"
      control={form.control}
      render={({ field }) => (
        <fieldset>
          <legend className="mb-1.5 text-small font-medium text-muted">{t('tags.colour')}</legend>
          <div className="flex flex-wrap gap-1">
            {tagColours.map((colour) => (
              <label
                key={colour}
                className="inline-flex min-h-7.5 items-center gap-1.5 rounded-control border border-line px-2 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name="colour"
                  value={colour}
                  className="sr-only"
                  checked={field.value === colour}
                  onChange={() => field.onChange(colour)}
                />
                <TagDot colour={colour} />
                {t(`tags.colour.${colour}`)}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    />
  )
}
