import { useMe, useMessages } from '../../app/index.ts'
import { Select } from '../../ui/index.ts'

const unsaid = ''

/** What came of a session, in the workspace's words. An outcome that is no longer among them stays until another is chosen. */
export function OutcomePicker(props: {
  outcome: string | null
  onChange: (outcome: string | null) => void
  label?: string
  hideLabel?: boolean
}) {
  const t = useMessages()
  const { outcomes } = useMe().workspace.settings
  const { outcome, onChange, hideLabel = false } = props
  const words = outcome === null || outcomes.includes(outcome) ? outcomes : [outcome, ...outcomes]
  return (
    <Select
      label={props.label ?? t('sessions.outcome')}
      hideLabel={hideLabel}
      value={outcome ?? unsaid}
      placeholder={t('sessions.outcome.unsaid')}
      choices={[
        { value: unsaid, label: t('sessions.outcome.unsaid') },
        ...words.map((word) => ({ value: word, label: word })),
      ]}
      onChange={(word) => onChange(word === unsaid ? null : word)}
    />
  )
}
