import type { FieldView } from '@rapport/contract/light'
import type { Session } from '@rapport/domain'
import type { PlacedEvent } from '@rapport/sdk'
import { useMay, useMessages } from '../../app/index.ts'
import { FieldEditor, useFields, useMarks, useSessionFields } from '../../sessions/index.ts'
import { PaneSection, Skeleton } from '../../ui/index.ts'

/** The session's custom fields, each kept as soon as it is filled in; nothing where the workspace has none. */
export function SessionFields({ session, events }: { session: Session; events: readonly PlacedEvent[] }) {
  const t = useMessages()
  const { sessionFields } = useFields()
  const mayAnswer = useMay('sessions.answer')
  const isWanted = mayAnswer && sessionFields.length > 0
  const values = useSessionFields(session.id, { changes: countChanges(session, events), isWanted })
  const marks = useMarks(session.id)
  if (!isWanted) return null
  return (
    <PaneSection title={t('sessions.panel.fields')}>
      {values === null ? (
        <Pending fields={sessionFields} />
      ) : (
        <div className="@container grid gap-1.5">
          {sessionFields.map((field) => (
            <FieldEditor
              key={`${session.id} ${field.id}`}
              field={field}
              value={values[field.key]}
              onSave={(value) => marks.setFields({ [field.key]: value })}
            />
          ))}
        </div>
      )}
    </PaneSection>
  )
}

const countChanges = ({ id }: Session, events: readonly PlacedEvent[]): number =>
  events.filter(({ sessionId, recorded }) => sessionId === id && recorded.event.type === 'session.fields_set')
    .length

const Pending = ({ fields }: { fields: readonly FieldView[] }) => (
  <div aria-hidden="true" className="grid gap-1.5">
    {fields.map(({ id }) => (
      <Skeleton key={id} className="h-7.5" />
    ))}
  </div>
)
