import type { InboxView } from '@rapport/contract/light'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { CopyField, OnceShown, SegmentedControl } from '../ui/index.ts'
import { curlExample, nodeExample } from './channel-examples.ts'
import type { NewSecrets } from './use-inbox-form.ts'

/** The secrets of a generic channel as they were made just now, one way or both, with how the first message is sent. */
export function ChannelSecrets(props: { inbox: InboxView; secrets: Partial<NewSecrets>; onDone(): void }) {
  const t = useMessages()
  const { inbox, secrets } = props
  const words = { copyLabel: t('inboxes.copy'), copiedLabel: t('inboxes.copied') }
  return (
    <OnceShown
      title={t('inboxes.secretsReady', { name: inbox.name })}
      warning={t('inboxes.secretsOnce')}
      doneLabel={t('inboxes.secretsDone')}
      onDone={props.onDone}
    >
      {secrets.inboundSecret ? (
        <CopyField label={t('inboxes.secretFor.inbound')} value={secrets.inboundSecret} {...words} />
      ) : null}
      {secrets.outboundSecret ? (
        <CopyField label={t('inboxes.secretFor.outbound')} value={secrets.outboundSecret} {...words} />
      ) : null}
      {secrets.inboundSecret && inbox.generic ? (
        <SendingExample hookUrl={inbox.generic.hookUrl} secret={secrets.inboundSecret} />
      ) : null}
    </OnceShown>
  )
}

/** How a program brings a message in, ready to be pasted. */
export function SendingExample({ hookUrl, secret }: { hookUrl: string; secret: string }) {
  const t = useMessages()
  const [language, setLanguage] = useState<'curl' | 'node'>('curl')
  const example = language === 'curl' ? curlExample : nodeExample
  return (
    <div className="grid grid-cols-1 gap-2">
      <div>
        <SegmentedControl
          label={t('inboxes.exampleIn')}
          value={language}
          onChange={setLanguage}
          choices={[
            { value: 'curl', label: 'curl' },
            { value: 'node', label: 'Node' },
          ]}
        />
      </div>
      <CopyField
        label={t('inboxes.example')}
        value={example(hookUrl, secret)}
        copyLabel={t('inboxes.copy')}
        copiedLabel={t('inboxes.copied')}
      />
    </div>
  )
}
