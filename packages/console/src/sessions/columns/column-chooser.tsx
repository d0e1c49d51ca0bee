import { useMessages } from '../../app/index.ts'
import { Button } from '../../ui/index.ts'
import { firstColumn } from './column-list.ts'
import { ColumnPicker } from './column-picker.tsx'
import type { Columns } from './use-columns.ts'

/** Which columns the table shows and in which order, and the way back to the usual ones. */
export function ColumnChooser({ columns }: { columns: Columns }) {
  const t = useMessages()
  return (
    <div className="-m-3 flex max-h-[min(520px,70vh)] w-72 flex-col">
      <ColumnPicker
        all={columns.all}
        chosen={columns.shown}
        onChange={columns.arrange}
        firstId={firstColumn}
      />
      <div className="border-t border-line p-1.5">
        <Button size="small" kind="quiet" disabled={columns.isUsual} onClick={columns.reset}>
          {t('sessions.column.reset')}
        </Button>
      </div>
    </div>
  )
}
