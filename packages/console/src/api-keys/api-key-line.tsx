import type { ApiKeyView } from '@rapport/contract/light'
import { type KeyScope, keyScopes } from '@rapport/domain'
import { useMessages } from '../app/index.ts'
import { useTeam } from '../team/index.ts'
import { Badge, Button, isPhone, TagChips, useFormats, useMedia, useNow } from '../ui/index.ts'
import { isSameScopes, readOnly } from './key-scopes.ts'

const soonMs = 7 * 86_400_000

/** One key: what it is called, what it may do, whose it is, when it ends and when it was used. */
export function ApiKeyLine({ apiKey, onRemove }: { apiKey: ApiKeyView; onRemove(): void }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(30_000)
  const { agents } = useTeam()
  const { name, hint, scopes, madeBy, createdAt, lastUsedAt } = apiKey
  const maker = agents.find(({ id }) => id === madeBy)?.name ?? t('api-keys.somebody')
  return (
    <div className="flex min-h-19 items-center gap-3 px-2 py-2.5">
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="min-w-0 truncate font-strong">{name}</bdi>
          <span className="font-code text-small text-faint" title={t('api-keys.endsWith', { hint })}>
            …<bdi dir="ltr">{hint}</bdi>
          </span>
          <Expiry expiresAt={apiKey.expiresAt} />
        </p>
        <ScopeTags scopes={scopes} />
        <p className="text-small text-muted">
          <bdi>{t('api-keys.madeBy', { name: maker, ago: formats.ago(createdAt, now) })}</bdi> ·{' '}
          <bdi title={lastUsedAt === null ? undefined : formats.moment(lastUsedAt)}>
            {lastUsedAt === null
              ? t('api-keys.neverUsed')
              : t('api-keys.lastUsed', { ago: formats.ago(lastUsedAt, now) })}
          </bdi>
        </p>
      </div>
      <Button size="small" aria-label={t('api-keys.removeOf', { name })} onClick={onRemove}>
        {t('api-keys.remove')}
      </Button>
    </div>
  )
}

function Expiry({ expiresAt }: { expiresAt: number | null }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(30_000)
  if (expiresAt === null) return <Badge>{t('api-keys.endsNever')}</Badge>
  const when = formats.ago(expiresAt, now)
  if (expiresAt <= now) return <Badge kind="danger">{t('api-keys.ended', { when })}</Badge>
  return <Badge kind={expiresAt - now < soonMs ? 'warning' : 'neutral'}>{t('api-keys.ends', { when })}</Badge>
}

/** What a key may do: as one word where there is one, else as the names of its scopes. */
function ScopeTags({ scopes }: { scopes: readonly KeyScope[] }) {
  const t = useMessages()
  const isNarrow = useMedia(isPhone)
  const names = isSameScopes(scopes, keyScopes)
    ? [t('api-keys.everything')]
    : isSameScopes(scopes, readOnly(keyScopes))
      ? [t('api-keys.readOnly')]
      : scopes.map((scope) => t(`api-keys.scope.${scope}`))
  return <TagChips tags={names.map((name) => ({ id: name, name }))} max={isNarrow ? 2 : 4} />
}
