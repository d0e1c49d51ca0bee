import { useMessages } from '../../app/index.ts'
import { useFormats } from '../../ui/index.ts'
import { MoodWord } from './mood-dot.tsx'

/** The course of a mood as a table: which part of the contact's messages, how it was, and by how much. */
export function MoodTable({ course }: { course: readonly number[] }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <table className="mt-2 w-full text-small">
      <caption className="sr-only">{t('sessions.course.title')}</caption>
      <thead>
        <tr className="border-b border-line text-start text-faint">
          <th className="py-1 text-start font-normal">{t('sessions.course.part')}</th>
          <th className="py-1 text-start font-normal">{t('sessions.course.column')}</th>
          <th className="py-1 text-end font-normal">{t('sessions.course.score')}</th>
        </tr>
      </thead>
      <tbody>
        {course.map((score, part) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
          <tr key={part} className="border-b border-line-soft">
            <td className="py-0.75">
              {t('sessions.course.partOf', { n: formats.count(part + 1), of: formats.count(course.length) })}
            </td>
            <td className="py-0.75">
              <MoodWord sentiment={score} />
            </td>
            <td className="py-0.75 text-end">{formats.count(Math.round(score))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
