import type { TagView } from '@rapport/contract/light'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMessages } from '../app/index.ts'
import { Checkbox, FormDialog, TextField } from '../ui/index.ts'
import { ColourField } from './colour-field.tsx'
import { type TagSubject, type TagValues, useTagForm } from './use-tag-changes.ts'

/** Makes a tag, or changes the name, colour and rules of one. */
export function TagDialog(props: {
  subject: TagSubject
  onSaved: (tag: TagView) => void
  onClose: () => void
}) {
  const t = useMessages()
  const { subject } = props
  const { form, save, error } = useTagForm(subject, props.onSaved)
  const { errors, isSubmitting } = form.formState
  const scope = subject.tag === null ? subject.scope : subject.tag.scope
  return (
    <FormDialog
      isOpen
      width="medium"
      onClose={props.onClose}
      title={useTitleOf(subject)}
      description={subject.tag && subject.tag.above.length > 0 ? <bdi>{subject.tag.path}</bdi> : undefined}
      submitLabel={subject.tag === null ? t('tags.make') : t('tags.save')}
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
      <ColourField form={form} />
      {scope === 'session' ? <Rules form={form} /> : null}
    </FormDialog>
  )
}

function useTitleOf(subject: TagSubject): string {
  const t = useMessages()
  if (subject.tag !== null) return t('tags.editTitle')
  if (subject.parent !== null) return t('tags.newUnder', { name: subject.parent.name })
  return t(`tags.newTitle.${subject.scope}`)
}

const rules = ['isExclusive', 'isRequired'] as const

/** What holds for the tags under this one, each rule with what it comes to. */
function Rules({ form }: { form: UseFormReturn<TagValues> }) {
  const t = useMessages()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-small font-medium text-muted">{t('tags.rules')}</legend>
      {rules.map((rule) => (
        <Controller
          key={rule}
          name={rule}
          control={form.control}
          render={({ field }) => (
            <Checkbox
              isChecked={field.value}
              onChange={field.onChange}
              label={
                <span className="min-w-0 flex-1">
                  <span className="block">{t(`tags.rule.${rule}`)}</span>
                  <span className="block text-small text-muted">{t(`tags.ruleWhy.${rule}`)}</span>
                </span>
              }
            />
          )}
        />
      ))}
    </fieldset>
  )
}
