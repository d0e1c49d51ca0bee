import type { FieldView } from '@rapport/contract/light'
import { type FieldKind, fieldKinds } from '@rapport/domain'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMessages } from '../app/index.ts'
import { Checkbox, FormDialog, Select, Textarea, TextField } from '../ui/index.ts'
import { FieldWriters } from './field-writers.tsx'
import { type FieldValues, hasChoices, keyFrom, useFieldForm } from './use-field-changes.ts'

/** Makes a custom field, or changes one; its key and kind stay as they were made, since values and programs rely on them. */
export function FieldDialog(props: { scope: FieldView['scope']; field: FieldView | null; onClose(): void }) {
  const t = useMessages()
  const { form, save, error } = useFieldForm(props)
  const { errors, isSubmitting } = form.formState
  const isNew = props.field === null
  const kind = form.watch('kind')
  return (
    <FormDialog
      isOpen
      onClose={props.onClose}
      title={isNew ? t(`fields.newTitle.${props.scope}`) : t('fields.editTitle')}
      submitLabel={isNew ? t('fields.make') : t('fields.save')}
      onSubmit={() => void form.handleSubmit(save)()}
      busy={isSubmitting}
      error={error}
    >
      <TextField
        label={t('fields.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name', {
          validate: (value) => value.trim() !== '' || t('fields.nameMissing'),
          maxLength: { value: 120, message: t('fields.tooLong') },
          onChange: (event: { target: { value: string } }) => {
            if (isNew && !form.formState.dirtyFields.key) form.setValue('key', keyFrom(event.target.value))
          },
        })}
      />
      {isNew ? <KeyAndKind form={form} /> : null}
      {hasChoices(kind) ? (
        <Textarea
          label={t('fields.choices')}
          hint={t('fields.choicesHint')}
          error={errors.choices?.message}
          rows={5}
          {...form.register('choices', {
            validate: (value) => value.trim() !== '' || t('fields.choicesMissing'),
          })}
        />
      ) : null}
      <FieldWriters form={form} />
      {props.scope === 'session' ? (
        <Controller
          name="requiredOnEnd"
          control={form.control}
          render={({ field }) => (
            <Checkbox label={t('fields.requiredOnEnd')} isChecked={field.value} onChange={field.onChange} />
          )}
        />
      ) : null}
    </FormDialog>
  )
}

function KeyAndKind({ form }: { form: UseFormReturn<FieldValues> }) {
  const t = useMessages()
  return (
    <>
      <TextField
        label={t('fields.key')}
        hint={t('fields.keyHint')}
        autoComplete="off"
        spellCheck={false}
        error={form.formState.errors.key?.message}
        {...form.register('key', {
          validate: (value) => /^[a-z][a-z0-9_]{0,39}$/.test(value) || t('fields.keyWrong'),
        })}
      />
      <Controller
        name="kind"
        control={form.control}
        render={({ field }) => (
          <Select<FieldKind>
            label={t('fields.kind')}
            value={field.value}
            onChange={field.onChange}
            choices={fieldKinds.map((value) => ({ value, label: t(`fields.kind.${value}`) }))}
          />
        )}
      />
    </>
  )
}
