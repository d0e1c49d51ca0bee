import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMe, useMessages } from '../app/index.ts'
import { Button, Checkbox, FormDialog, SegmentedControl, TextField } from '../ui/index.ts'
import { isSameScopes, readOnly, scopeGroups, scopesOf } from './key-scopes.ts'
import { expiries, type KeyValues, type MadeKey, useKeyForm } from './use-api-keys.ts'

/** Makes a key: what it is for, what it may do, and for how long. */
export function NewKeyDialog(props: { onMade(made: MadeKey): void; onClose(): void }) {
  const t = useMessages()
  const { form, make, error } = useKeyForm(props.onMade)
  const { errors, isSubmitting } = form.formState
  return (
    <FormDialog
      isOpen
      width="medium"
      onClose={props.onClose}
      title={t('api-keys.createTitle')}
      submitLabel={t('api-keys.make')}
      onSubmit={() => void form.handleSubmit(make)()}
      busy={isSubmitting}
      error={error}
    >
      <TextField
        label={t('api-keys.name')}
        hint={t('api-keys.nameHint')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name', {
          validate: (value) => value.trim() !== '' || t('api-keys.nameMissing'),
          maxLength: { value: 120, message: t('api-keys.tooLong') },
        })}
      />
      <Controller
        name="scopes"
        control={form.control}
        rules={{ validate: (scopes) => scopes.length > 0 || t('api-keys.mayMissing') }}
        render={({ field, fieldState }) => (
          <Scopes value={field.value} onChange={field.onChange} error={fieldState.error?.message} />
        )}
      />
      <ExpiryField form={form} />
    </FormDialog>
  )
}

function Scopes(props: {
  value: KeyValues['scopes']
  onChange(value: KeyValues['scopes']): void
  error: string | undefined
}) {
  const t = useMessages()
  const mine = scopesOf(useMe().role)
  const { value, onChange } = props
  const quick = [
    { label: t('api-keys.readOnly'), scopes: readOnly(mine) },
    { label: t('api-keys.mayAll'), scopes: mine },
    { label: t('api-keys.mayNone'), scopes: [] },
  ]
  return (
    <fieldset className="grid grid-cols-1 gap-2.5">
      <legend className="mb-1.5 text-small font-medium text-muted">{t('api-keys.may')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {quick.map(({ label, scopes }) => (
          <Button
            key={label}
            size="small"
            aria-pressed={isSameScopes(value, scopes)}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
            onClick={() => onChange(scopes)}
          >
            {label}
          </Button>
        ))}
      </div>
      {props.error ? (
        <p role="alert" className="text-small text-danger">
          {props.error}
        </p>
      ) : null}
      {scopeGroups.map(({ noun, scopes }) => {
        const offered = scopes.filter((scope) => mine.includes(scope))
        if (offered.length === 0) return null
        return (
          <div key={noun} className="grid grid-cols-1 gap-1 border-t border-line-soft pt-2">
            <h3 className="text-small font-medium text-faint">{t(`api-keys.noun.${noun}`)}</h3>
            {offered.map((scope) => (
              <Checkbox
                key={scope}
                isChecked={value.includes(scope)}
                onChange={(isChecked) =>
                  onChange(isChecked ? [...value, scope] : value.filter((one) => one !== scope))
                }
                label={
                  <span className="min-w-0">
                    <span className="font-medium">{t(`api-keys.scope.${scope}`)}</span>{' '}
                    <span className="text-muted">{t(`api-keys.why.${scope}`)}</span>
                  </span>
                }
              />
            ))}
          </div>
        )
      })}
    </fieldset>
  )
}

function ExpiryField({ form }: { form: UseFormReturn<KeyValues> }) {
  const t = useMessages()
  return (
    <Controller
      name="expiry"
      control={form.control}
      render={({ field }) => (
        <div className="grid grid-cols-1 gap-1">
          <span className="text-small font-medium text-muted">{t('api-keys.expiry')}</span>
          <div>
            <SegmentedControl
              label={t('api-keys.expiry')}
              value={field.value}
              onChange={field.onChange}
              choices={expiries.map((value) => ({
                value,
                label: value === 'never' ? t('api-keys.never') : t('api-keys.days', { n: Number(value) }),
              }))}
            />
          </div>
          {field.value === 'never' ? (
            <p className="text-small text-waiting">{t('api-keys.neverHint')}</p>
          ) : null}
        </div>
      )}
    />
  )
}
