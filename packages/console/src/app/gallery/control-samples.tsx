import { Ellipsis, Paperclip, Plus, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  Avatar,
  Badge,
  Button,
  ChannelGlyph,
  CountBadge,
  Duration,
  IconButton,
  Kbd,
  Menu,
  type PillState,
  ProgressBar,
  RelativeTime,
  SegmentedControl,
  Spinner,
  StatePill,
  Tabs,
  TagChip,
  TagChips,
  Tooltip,
} from '../../ui/index.ts'
import { Sample } from './sample.tsx'
import { sampleTags } from './sample-tags.ts'
import { useSampleWords } from './sample-words.ts'

const states: PillState[] = ['bot', 'unassigned', 'assigned', 'on_hold', 'wrap_up', 'ended']
const channels = ['web', 'whatsapp', 'messenger', 'instagram', 'line', 'telegram', 'email', 'sms', 'pigeon']

/** Buttons, marks and small facts. */
export function ControlSamples() {
  const w = useSampleWords()
  return (
    <>
      <Sample name="Button">
        <Button kind="primary">{w('Reply')}</Button>
        <Button>{w('Transfer')}</Button>
        <Button kind="quiet">{w('Not now')}</Button>
        <Button kind="danger">{w('Delete')}</Button>
        <Button icon={<Plus size={15} />}>{w('Filter')}</Button>
        <Button kind="primary" busy>
          {w('Sending')}
        </Button>
        <Button disabled>{w('Disabled')}</Button>
        <Button size="small">{w('Save view')}</Button>
        <Button size="large" kind="primary">
          {w('Sign in')}
        </Button>
      </Sample>
      <Sample name="IconButton, Tooltip, Kbd">
        <IconButton label={w('Attach')} icon={<Paperclip size={17} />} />
        <IconButton label={w('Send')} shortcut="⌘↵" icon={<Send size={17} />} pressed />
        <IconButton label={w('Delete')} icon={<Trash2 size={17} />} disabled />
        <Tooltip text={w('With a shortcut')} shortcut="G I">
          <Button>{w('Hover me')}</Button>
        </Tooltip>
        <Kbd keys="⌘K" />
        <Kbd keys="G I" />
        <Kbd keys="?" />
      </Sample>
      <MarkSamples />
      <ChoiceSamples />
      <Sample name="Spinner, ProgressBar">
        <Spinner />
        <div className="w-40">
          <ProgressBar value={0.4} label={w('Uploading')} />
        </div>
      </Sample>
    </>
  )
}

function MarkSamples() {
  const w = useSampleWords()
  const now = Date.now()
  return (
    <>
      <Sample name="StatePill">
        {states.map((state) => (
          <StatePill key={state} state={state} />
        ))}
        <StatePill state="on_hold" detail={w('until 14:00')} />
      </Sample>
      <Sample name="ChannelGlyph">
        {[13, 16, 20, 32].map((size) => (
          <span key={size} className="flex items-center gap-2 pe-4">
            {channels.map((kind) => (
              <ChannelGlyph key={kind} kind={kind} size={size} />
            ))}
          </span>
        ))}
      </Sample>
      <Sample name="Avatar">
        {channels.slice(0, 7).map((channel, index) => (
          <Avatar key={channel} name={names[index] ?? ''} channel={channel} size="medium" />
        ))}
        <Avatar name="Amira Khan" presence="online" />
        <Avatar name="Tomáš" presence="away" />
        <Avatar name="陈丽" presence="offline" />
        <Avatar name="Ada" size="large" channel="line" />
        <Avatar name="Ada Lovelace" size="huge" channel="telegram" />
      </Sample>
      <Sample name="CountBadge, Badge, TagChip">
        <CountBadge count={3} />
        <CountBadge count={12} />
        <CountBadge count={2} kind="danger" />
        <Badge>{w('Draft')}</Badge>
        <Badge kind="accent">{w('New')}</Badge>
        <Badge kind="good">{w('Online')}</Badge>
        <Badge kind="warning">{w('Due in 3 min')}</Badge>
        <Badge kind="danger">{w('Overdue')}</Badge>
        <TagChip name={w('Exchange')} colour="teal" />
        <TagChip name={w('Delivery › Late')} colour="orange" onRemove={() => undefined} />
        <TagChips tags={sampleTags(['Exchange', 'Size', 'VIP', 'Brno'].map(w))} />
      </Sample>
      <Sample name="RelativeTime, Duration">
        <RelativeTime at={now} />
        <RelativeTime at={now - 130_000} />
        <RelativeTime at={now - 3 * 3_600_000} />
        <RelativeTime at={now - 3 * 86_400_000} />
        <RelativeTime at={now - 40 * 86_400_000} />
        <Duration since={now - 134_000} />
        <Duration milliseconds={3_753_000} />
      </Sample>
    </>
  )
}

function ChoiceSamples() {
  const w = useSampleWords()
  const [mode, setMode] = useState<'all' | 'live' | 'history'>('all')
  const [tab, setTab] = useState('all')
  return (
    <>
      <Sample name="SegmentedControl, Menu">
        <SegmentedControl
          label="Mode"
          value={mode}
          onChange={setMode}
          choices={[
            { value: 'all', label: w('All') },
            { value: 'live', label: w('Live') },
            { value: 'history', label: w('History') },
          ]}
        />
        <Menu
          label={w('More')}
          trigger={<IconButton label={w('More')} icon={<Ellipsis size={17} />} />}
          entries={[
            { label: w('Copy link'), shortcut: 'C', onSelect: () => undefined },
            { label: w('Follow'), isChecked: true, onSelect: () => undefined },
            { label: w('Export'), isDisabled: true, onSelect: () => undefined },
            'separator',
            { label: w('Delete'), isDangerous: true, onSelect: () => undefined },
          ]}
        />
      </Sample>
      <Tabs
        label="Lists"
        value={tab}
        onChange={setTab}
        items={[
          { value: 'all', label: w('All'), count: '10,000+' },
          { value: 'active', label: w('Active'), count: '214' },
          { value: 'unassigned', label: w('Unassigned'), count: '17' },
          { value: 'bot', label: w('Bot'), count: '63' },
          { value: 'hold', label: w('On hold'), count: '9' },
          { value: 'wrap', label: w('Wrap-up'), count: '4' },
          { value: 'historical', label: w('Historical'), count: '388' },
          { value: 'ended', label: w('Ended'), count: '10,000+' },
        ]}
      />
    </>
  )
}

const names = [
  'Markéta Kovářová',
  'Li Chen 陈丽',
  'Budi Santoso',
  'Jonas Oberhauser',
  'سلمى الحربي',
  'Ploy Nakorn',
  'Elena',
]
