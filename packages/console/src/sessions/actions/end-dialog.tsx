import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { ConfirmDialog, Select } from '../../ui/index.ts'
import { type AgentReason, type AskedEnd, agentReasons } from './use-end.ts'

/** Asks before a session is ended, where the workspace wants that, and why it ends. */
export function EndDialog(props: {
  asked: AskedEnd
  contactName: string
  onConfirm(reason: AgentReason): void
  onClose(): void
}) {
  const t = useMessages()
  const [reason, setReason] = useState<AgentReason>('agent_ended')
  return (
    <ConfirmDialog
      isOpen
      title={t('sessions.ending.title', { name: props.contactName })}
      description={t('sessions.ending.what')}
      confirmLabel={t(props.asked.isNext ? 'sessions.action.endAndNext' : 'sessions.action.end')}
      busy={props.asked.busy}
      error={props.asked.error}
      onConfirm={() => props.onConfirm(reason)}
      onClose={props.onClose}
    >
      <Select
        label={t('sessions.ending.why')}
        value={reason}
        choices={agentReasons.map((value) => ({ value, label: t(`sessions.ending.reason.${value}`) }))}
        onChange={setReason}
      />
    </ConfirmDialog>
  )
}
