import { Controller, type UseFormReturn, useWatch } from 'react-hook-form'
import { SettingsSection, useMessages } from '../app/index.ts'
import { Checkbox, SegmentedControl, TextField } from '../ui/index.ts'
import type { InboxValues } from './inbox-values.ts'

const hoursMax = 8_760

/** Where the replies of a generic channel go, what the receiver can do, and for how long one may answer. */
export function ReplySettings({ form }: { form: UseFormReturn<InboxValues> }) {
  const t = useMessages()
  const { errors } = form.formState
  return (
    <SettingsSection title={t('inboxes.replies')} description={t('inboxes.repliesWhy')}>
      <div className="grid max-w-120 grid-cols-1 gap-3.5">
        <TextField
          label={t('inboxes.url')}
          isOptional
          hint={t('inboxes.urlHint')}
          type="url"
          dir="ltr"
          autoComplete="off"
          placeholder="https://example.com/replies"
          error={errors.settings?.url?.message}
          {...form.register('settings.url', {
            validate: (value) =>
              value.trim() === '' ||
              (/^https?:\/\/./i.test(value.trim()) && URL.canParse(value.trim())) ||
              t('inboxes.urlWrong'),
          })}
        />
        <Controller
          name="settings.deduplicates"
          control={form.control}
          render={({ field }) => (
            <div>
              <Checkbox label={t('inboxes.deduplicates')} isChecked={field.value} onChange={field.onChange} />
              <p className="ps-6 text-small text-faint">{t('inboxes.deduplicatesHint')}</p>
            </div>
          )}
        />
        <ReplyWindow form={form} />
      </div>
    </SettingsSection>
  )
}

function ReplyWindow({ form }: { form: UseFormReturn<InboxValues> }) {
  const t = useMessages()
  const hasWindow = useWatch({ control: form.control, name: 'settings.hasWindow' })
  const { errors } = form.formState
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <span className="text-small font-medium text-muted">{t('inboxes.window')}</span>
      <Controller
        name="settings.hasWindow"
        control={form.control}
        render={({ field }) => (
          <div>
            <SegmentedControl<'always' | 'hours'>
              label={t('inboxes.window')}
              value={field.value ? 'hours' : 'always'}
              onChange={(value) => field.onChange(value === 'hours')}
              choices={[
                { value: 'always', label: t('inboxes.windowAlways') },
                { value: 'hours', label: t('inboxes.windowHours') },
              ]}
            />
          </div>
        )}
      />
      {hasWindow ? (
        <div className="max-w-60">
          <TextField
            label={t('inboxes.hours')}
            hint={t('inboxes.hoursHint')}
            type="number"
            min={1}
            max={hoursMax}
            error={errors.settings?.replyWindowHours?.message}
            {...form.register('settings.replyWindowHours', {
              valueAsNumber: true,
              validate: (hours, { settings }) =>
                !settings.hasWindow ||
                (Number.isInteger(hours) && hours >= 1 && hours <= hoursMax) ||
                t('inboxes.hoursWrong'),
            })}
          />
        </div>
      ) : null}
    </div>
  )
}
