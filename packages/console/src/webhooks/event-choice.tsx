import { type SessionEventType, sessionEventTypes } from '@rapport/domain'
import { useMessages } from '../app/index.ts'
import { Button, Checkbox } from '../ui/index.ts'
import { eventGroups, withEvents } from './event-groups.ts'

/** Which events, one by one, a group at once, all or none; each in plain words with its name in the API beside it. */
export function EventChoice(props: {
  value: readonly SessionEventType[]
  onChange(value: SessionEventType[]): void
  error: string | undefined
}) {
  const t = useMessages()
  const { value, onChange } = props
  const toggle = (events: readonly SessionEventType[], isOn: boolean) =>
    onChange(withEvents(value, events, isOn))
  return (
    <fieldset className="grid grid-cols-1 gap-2.5">
      <legend className="mb-1.5 text-small font-medium text-muted">{t('webhooks.told')}</legend>
      <div className="flex gap-1.5">
        <Button size="small" onClick={() => toggle(sessionEventTypes, true)}>
          {t('webhooks.all')}
        </Button>
        <Button size="small" onClick={() => toggle(sessionEventTypes, false)}>
          {t('webhooks.noneOf')}
        </Button>
      </div>
      {props.error ? (
        <p role="alert" className="text-small text-danger">
          {props.error}
        </p>
      ) : null}
      {eventGroups.map(({ group, events }) => {
        const chosen = events.filter((type) => value.includes(type)).length
        return (
          <div key={group} className="grid grid-cols-1 border-t border-line-soft pt-2">
            <div className="flex items-center gap-2 font-strong">
              <Checkbox
                hideLabel
                label={t('webhooks.allOf', { group: t(`webhooks.group.${group}`) })}
                isChecked={chosen === events.length}
                isMixed={chosen > 0 && chosen < events.length}
                onChange={() => toggle(events, chosen < events.length)}
              />
              <span aria-hidden="true">{t(`webhooks.group.${group}`)}</span>
            </div>
            <div className="grid grid-cols-1 ps-6">
              {events.map((type) => (
                <Checkbox
                  key={type}
                  isChecked={value.includes(type)}
                  onChange={(isOn) => toggle([type], isOn)}
                  label={
                    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
                      {t(`webhooks.event.${type}`)}
                      <span dir="ltr" className="font-code text-small text-faint">
                        {type}
                      </span>
                    </span>
                  }
                />
              ))}
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}
