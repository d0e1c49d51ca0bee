import type { TagFileFault, TagView } from '@rapport/contract/light'
import { tagColours } from '@rapport/domain'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { Button, FileDrop, FormDialog, Skeleton, Textarea, useFilePicker } from '../ui/index.ts'
import { charactersMax, useTagImport } from './use-tag-import.ts'

const example = 'Delivery,Late,Carrier,blue\nDelivery,Damaged\nBilling'
// What stands in a file is the same in every language.
const header = 'level1, level2, level3, colour'
const colours = tagColours.join(', ')
const shownMax = 12

/** Makes tags out of CSV, chosen or pasted, and says before what will be new and which rows cannot be read. */
export function ImportTagsDialog({ tags, onClose }: { tags: readonly TagView[]; onClose: () => void }) {
  const t = useMessages()
  const work = useTagImport(tags, onClose)
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return
    const isTooLarge = file.size > charactersMax
    setFileProblem(isTooLarge ? t('tags.importTooLarge') : null)
    if (!isTooLarge) work.setCsv(await file.text())
  }
  const pick = useFilePicker((files) => void take(files))
  const created = work.found?.created ?? 0
  return (
    <FormDialog
      isOpen
      width="medium"
      title={t('tags.importTitle')}
      description={t('tags.importWhat')}
      submitLabel={created > 0 ? t('tags.importThem', { n: created }) : t('tags.importIt')}
      isReady={created > 0 && !work.isTrying}
      busy={work.isMaking}
      error={work.isTooLarge ? t('tags.importTooLarge') : (fileProblem ?? work.problem)}
      onSubmit={work.make}
      onClose={onClose}
    >
      <FileDrop onFiles={(files) => void take(files)} className="grid gap-2">
        <Textarea
          label={t('tags.importText')}
          hint={t('tags.importHint', { header })}
          rows={6}
          spellCheck={false}
          placeholder={example}
          value={work.csv}
          onChange={(event) => work.setCsv(event.target.value)}
          className="font-mono"
        />
        <div>
          <Button icon={<Upload size={14} aria-hidden="true" />} onClick={pick}>
            {t('tags.importFile')}
          </Button>
        </div>
      </FileDrop>
      <div role="status" className="min-h-5">
        {work.isTrying ? <Skeleton className="h-3 w-52" /> : <Outlook work={work} />}
      </div>
    </FormDialog>
  )
}

/** What the import would come to. */
function Outlook({ work }: { work: ReturnType<typeof useTagImport> }) {
  const t = useMessages()
  const { found, fresh } = work
  if (found === undefined) return null
  if (found.faults.length > 0) return <Faults faults={found.faults} />
  return (
    <div className="grid gap-1">
      <p className="font-medium">
        {t('tags.importFound', { created: found.created, existing: found.existing })}
      </p>
      <ul className="grid gap-0.5 text-small text-muted">
        {fresh.slice(0, shownMax).map((path) => (
          <li key={path}>
            <bdi>{path}</bdi>
          </li>
        ))}
        {fresh.length > shownMax ? <li>{t('tags.importMore', { n: fresh.length - shownMax })}</li> : null}
      </ul>
    </div>
  )
}

/** What is wrong, each with its row, and in which column where a row has several. */
function Faults({ faults }: { faults: readonly TagFileFault[] }) {
  const t = useMessages()
  const rows = new Set(faults.map(({ row }) => row)).size
  const isOfWhole = faults.some(({ row }) => row === null)
  return (
    <div className="grid gap-1 text-danger">
      {isOfWhole ? null : <p className="font-medium">{t('tags.importFaults', { n: rows })}</p>}
      <ul className="grid gap-0.5 text-small">
        {faults.slice(0, shownMax).map(({ row, column, fault }) => {
          const message = t(`tags.importFault.${fault}`, { colours })
          return (
            <li key={`${row} ${column} ${fault}`}>
              {row === null || column === null ? message : t('tags.importCell', { row, column, message })}
            </li>
          )
        })}
        {faults.length > shownMax ? <li>{t('tags.importMore', { n: faults.length - shownMax })}</li> : null}
      </ul>
    </div>
  )
}
