import { MessagesSquare } from 'lucide-react'
import { useState } from 'react'
import {
  Banner,
  Button,
  CopyField,
  DetailList,
  EmptyState,
  ErrorState,
  FileChip,
  FileDrop,
  OnceShown,
  PaneSection,
  ResizablePane,
  Skeleton,
  StatePill,
  TagChips,
  TimeBar,
} from '../../ui/index.ts'
import { Sample } from './sample.tsx'
import { sampleTags } from './sample-tags.ts'
import { useSampleWords } from './sample-words.ts'

/** What fills panes: facts, files, and the states without content. */
export function SurfaceSamples() {
  const w = useSampleWords()
  return (
    <>
      <Banner kind="offline">{w('You are offline. What you see is from 10:02.')}</Banner>
      <Banner kind="error" action={<Button size="small">{w('Try again')}</Button>}>
        {w('The list could not be renewed.')}
      </Banner>
      <Banner kind="news" action={<Button size="small">{w('Show')}</Button>}>
        {w('3 new sessions')}
      </Banner>
      <Banner kind="note">{w('Newer messages came while you wrote.')}</Banner>
      <Sample name="TimeBar">
        <div className="w-full max-w-120">
          <TimeBar
            label={w('How the time was spent')}
            segments={[
              { kind: 'bot', label: w('Bot'), milliseconds: 70_000 },
              { kind: 'waiting', label: w('Waited'), milliseconds: 31_000 },
              { kind: 'active', label: w('Handling'), milliseconds: 567_000 },
              { kind: 'hold', label: w('On hold'), milliseconds: 120_000 },
              { kind: 'wrapup', label: w('Wrap-up'), milliseconds: 40_000 },
            ]}
            trailing={w('First reply 0:42')}
          />
        </div>
      </Sample>
      <Sample name="FileChip, FileDrop">
        <FileDrop onFiles={() => undefined} className="flex flex-wrap gap-2 p-2">
          <FileChip name="invoice-2026-11-a-rather-long-name.pdf" bytes={312_400} href="#files" />
          <FileChip name="photo.jpg" mediaType="image/jpeg" progress={0.4} onRemove={() => undefined} />
          <FileChip name="setup.exe" error={w('This kind of file is refused')} onRemove={() => undefined} />
        </FileDrop>
      </Sample>
      <PaneSample />
      <Sample name="OnceShown">
        <OnceShown
          title={w('The key is ready')}
          warning={w('Copy it now: it is shown this once.')}
          doneLabel={w('I have copied it')}
          onDone={() => undefined}
        >
          <CopyField label={w('Key')} value="rpk_0000" copyLabel={w('Copy')} copiedLabel={w('Copied')} />
        </OnceShown>
      </Sample>
      <Sample name="Skeleton, EmptyState, ErrorState">
        <div className="grid w-full gap-3 sm:grid-cols-3">
          <div className="grid content-start gap-2.5 p-4">
            <Skeleton className="h-3 w-1/2" />
            <Skeleton />
            <Skeleton className="h-3 w-4/5" />
          </div>
          <EmptyState
            icon={<MessagesSquare size={22} />}
            title={w('No sessions match these filters')}
            description={w('Three filters are on.')}
            action={<Button>{w('Reset filters')}</Button>}
          />
          <ErrorState
            title={w('The list could not be loaded')}
            description={w('The server did not answer.')}
            onRetry={() => undefined}
          />
        </div>
      </Sample>
    </>
  )
}

function PaneSample() {
  const w = useSampleWords()
  const [width, setWidth] = useState(300)
  return (
    <Sample name="ResizablePane, DetailList">
      <div className="flex h-52 w-full border border-line">
        <div className="flex-1 p-3 text-muted">{w('Drag the line, or move it with the arrow keys.')}</div>
        <ResizablePane
          label={w('Details')}
          side="end"
          width={width}
          minWidth={220}
          maxWidth={480}
          onResize={setWidth}
          className="bg-surface p-4"
        >
          <PaneSection title={w('Session')}>
            <DetailList
              items={[
                { term: w('Status'), value: <StatePill state="assigned" /> },
                { term: w('Agent'), value: w('You') },
                { term: w('Tags'), value: <TagChips tags={sampleTags([w('Exchange'), w('Size')])} /> },
                {
                  term: w('First reply'),
                  value: '0:42',
                  explanation: w('From the first message to the first answer'),
                },
                { term: w('Rating'), value: null },
              ]}
            />
          </PaneSection>
        </ResizablePane>
      </div>
    </Sample>
  )
}
