import type { SessionClocks } from '@rapport/contract/light'
import { instant, participantsAt } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { Avatar, useFormats } from '../../ui/index.ts'
import type { SessionRecord } from '../merge-record.ts'
import { useParticipants } from '../participants.tsx'

const columns = ['handling', 'hold', 'wrapUp', 'firstResponse', 'messages'] as const

type Part = Readonly<{
  handlingMs: number
  holdMs: number
  wrapUpMs: number
  firstResponseMs: number | null
  messages: number
}>

/** Each agent's part in the session. In business hours where those are given. */
export function AgentsTable(props: {
  record: SessionRecord
  now: number
  business?: SessionClocks['participants']
}) {
  const t = useMessages()
  const { record, now, business } = props
  const { session, row, content } = record
  const people = new Map(useParticipants(session, content, row).map((one) => [one.id, one]))
  const parts = participantsAt(session, instant(Math.max(now, session.since)))
  if (parts.length === 0) return null
  return (
    <div className="-mx-4 mt-3.5 overflow-x-auto px-4">
      <table className="w-full min-w-85 border-collapse text-end">
        <caption className="mb-1 text-start text-small font-medium text-faint">
          {t('sessions.agents')}
        </caption>
        <thead className="text-small text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-1 pe-2 text-start font-normal">
              {t('sessions.column.agent')}
            </th>
            {columns.map((id) => (
              <th
                key={id}
                scope="col"
                className="py-1 ps-2 font-normal"
                title={t(`sessions.agents.${id}.how`)}
              >
                {t(`sessions.agents.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => {
            const inHours = business?.find(({ agentId }) => agentId === part.agentId)?.business
            const person = people.get(part.agentId)
            return (
              <tr key={part.agentId} className="border-b border-line-soft last:border-0">
                <th scope="row" className="max-w-40 py-1 pe-2 text-start font-normal">
                  <span className="flex min-w-0 items-center gap-1.5">
                    <Avatar name={person?.name ?? ''} pictureUrl={person?.avatarUrl} />
                    <bdi className="truncate">{person?.name}</bdi>
                  </span>
                </th>
                <Figures part={{ ...part, ...inHours }} />
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Figures({ part }: { part: Part }) {
  const formats = useFormats()
  const { handlingMs, holdMs, wrapUpMs, firstResponseMs, messages } = part
  return (
    <>
      {[handlingMs, holdMs, wrapUpMs, firstResponseMs].map((milliseconds, place) => (
        <td key={columns[place]} className="py-1 ps-2">
          {milliseconds === null ? <span className="text-faint">–</span> : formats.duration(milliseconds)}
        </td>
      ))}
      <td className="py-1 ps-2">{formats.count(messages)}</td>
    </>
  )
}
