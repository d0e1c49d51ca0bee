import { useMessages } from '../../app/index.ts'
import { Banner, Button } from '../../ui/index.ts'

/** Over the list of an address that names nothing but a view which is not there for its reader. */
export function GoneView({ onShowAll }: { onShowAll: () => void }) {
  const t = useMessages()
  return (
    <Banner
      kind="note"
      action={
        <Button size="small" onClick={onShowAll}>
          {t('sessions.view.showAll')}
        </Button>
      }
    >
      {t('sessions.view.gone')}
    </Banner>
  )
}
