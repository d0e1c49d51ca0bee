import type { SearchHit } from '@rapport/contract/light'

/** What was found with a little around it; the words that match are marked. */
export function Snippet({ pieces }: { pieces: SearchHit['snippet'] }) {
  return (
    <bdi>
      {pieces.map(({ text, isMatch }, place) =>
        isMatch ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no identity but their place
          <mark key={place}>{text}</mark>
        ) : (
          text
        ),
      )}
    </bdi>
  )
}
