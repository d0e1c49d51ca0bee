import { fieldSources } from '@rapport/domain'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMessages } from '../app/index.ts'
import { Checkbox } from '../ui/index.ts'
import type { FieldValues } from './use-field-changes.ts'

/** Who may write a field, each with what it means; others' values are refused. Somebody has to, and an agent where it is required. */
export function FieldWriters({ form }: { form: UseFormReturn<FieldValues> }) {
  const t = useMessages()
  const isRequired = form.watch('requiredOnEnd')
  const check = (writers: FieldValues['writers'], { requiredOnEnd }: FieldValues) => {
    if (writers.length === 0) return t('fields.writersMissing')
    return !requiredOnEnd || writers.includes('agent') || t('fields.writersAgent')
  }
  return (
    <Controller
      name="writers"
      control={form.control}
      rules={{ validate: check }}
      render={({ field, fieldState: { error } }) => (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 text-small font-medium text-muted">{t('fields.writers')}</legend>
          {fieldSources.map((source) => (
            <Checkbox
              key={source}
              isChecked={field.value.includes(source)}
              onChange={(isOn) =>
                field.onChange(
                  fieldSources.filter((one) => (one === source ? isOn : field.value.includes(one))),
                )
              }
              label={
                <span className="min-w-0 flex-1">
                  <span className="block">{t(`fields.writer.${source}`)}</span>
                  <span className="block text-small text-muted">{t(`fields.writerWhy.${source}`)}</span>
                </span>
              }
            />
          ))}
          {error ? (
            <p role="alert" className="text-small text-danger">
              {error.message}
            </p>
          ) : isRequired ? (
            <p className="text-small text-faint">{t('fields.writersAgent')}</p>
          ) : null}
        </fieldset>
      )}
    />
  )
}
