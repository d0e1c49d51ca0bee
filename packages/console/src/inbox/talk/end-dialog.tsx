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
      title={t('inbox.endTitle', { name: props.contactName })}
      description={t('inbox.endWhat')}
      confirmLabel={t(props.asked.isNext ? 'inbox.endAndNext' : 'inbox.end')}
      busy={props.asked.busy}
      error={props.asked.error}
      onConfirm={() => props.onConfirm(reason)}
      onClose={props.onClose}
    >
      <Select
        label={t('inbox.endReason')}
        value={reason}
        choices={agentReasons.map((value) => ({ value, label: t(`inbox.reason.${value}`) }))}
        onChange={setReason}
      />
    </ConfirmDialog>
  )
}
