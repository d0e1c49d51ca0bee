import { ChevronDown, Users } from 'lucide-react'
import { useState } from 'react'
import {
  Avatar,
  Button,
  Checkbox,
  Combobox,
  ConfirmDialog,
  Dialog,
  EmojiPicker,
  Popover,
  SearchField,
  Select,
  showToast,
  Textarea,
  TextField,
} from '../../ui/index.ts'
import { Sample } from './sample.tsx'
import { useSampleWords } from './sample-words.ts'

/** Where people type and choose, and what opens over the page. */
export function FieldSamples() {
  const w = useSampleWords()
  const [search, setSearch] = useState('')
  const [role, setRole] = useState('agent')
  return (
    <>
      <Sample name="TextField">
        <div className="grid w-full max-w-160 gap-3 sm:grid-cols-2">
          <TextField
            label={w('Workspace')}
            placeholder={w('Acme Shop')}
            hint={w('Contacts see this name.')}
          />
          <TextField
            label={w('E-mail')}
            defaultValue="amira@example.com"
            error={w('Somebody has this address already.')}
          />
          <TextField label={w('Name')} isOptional />
          <TextField label={w('Disabled')} disabled defaultValue={w('Cannot be changed')} />
        </div>
      </Sample>
      <Sample name="Textarea">
        <div className="w-full max-w-80">
          <Textarea label={w('Note for Tomáš')} placeholder={w('What should they know?')} isOptional />
        </div>
      </Sample>
      <Sample name="SearchField">
        <SearchField
          className="w-80"
          label={w('Search sessions and messages')}
          value={search}
          onChange={setSearch}
          shortcut="/"
        />
      </Sample>
      <Sample name="Select, Checkbox">
        <Select
          className="w-44"
          label={w('Role')}
          value={role}
          onChange={setRole}
          choices={['agent', 'supervisor', 'admin', 'owner'].map((value) => ({ value, label: w(value) }))}
        />
        <CheckSamples />
      </Sample>
      <PickerSamples />
      <OverlaySamples />
    </>
  )
}

function CheckSamples() {
  const w = useSampleWords()
  const [isChecked, setIsChecked] = useState(true)
  return (
    <div className="flex flex-wrap gap-4 self-end">
      <Checkbox label={w('Ask before ending')} isChecked={isChecked} onChange={setIsChecked} />
      <Checkbox label={w('Some')} isChecked={false} isMixed onChange={() => undefined} />
      <Checkbox label={w('Off')} isChecked={false} onChange={() => undefined} />
      <Checkbox label={w('Disabled')} isChecked isDisabled onChange={() => undefined} />
    </div>
  )
}

function PickerSamples() {
  const w = useSampleWords()
  const [agent, setAgent] = useState<string | null>(null)
  const [tags, setTags] = useState<readonly string[]>(['exchange'])
  return (
    <Sample name="Combobox, EmojiPicker, Popover">
      <Combobox
        label={w('Transfer to')}
        value={agent}
        onChange={setAgent}
        trigger={<Button icon={<Users size={15} />}>{agent ?? w('Transfer to')}</Button>}
        choices={['Amira Khan', 'Tomáš Dvořák', 'Wei Zhang', 'Orders', 'Returns'].map((label) => ({
          value: label,
          label,
          icon: <Avatar name={label} />,
          hint: w('3 / 5'),
        }))}
      />
      <Combobox
        label={w('Tags')}
        value={tags}
        onChange={(tag) =>
          setTags((now) => (now.includes(tag) ? now.filter((one) => one !== tag) : [...now, tag]))
        }
        trigger={<Button icon={<ChevronDown size={15} />}>{`${w('Tags')} ${tags.length}`}</Button>}
        choices={['exchange', 'size', 'delivery', 'invoice'].map((value) => ({ value, label: w(value) }))}
      />
      <EmojiPicker onPick={(sign) => showToast({ title: sign })} />
      <Popover label={w('Explanation')} trigger={<Button kind="quiet">{w('How computed')}</Button>}>
        <p className="max-w-60 text-muted">
          {w('From the first message of the contact to the first answer of a person.')}
        </p>
      </Popover>
    </Sample>
  )
}

function OverlaySamples() {
  const w = useSampleWords()
  const asked = new URLSearchParams(location.search).get('open')
  const [open, setOpen] = useState(asked)
  const close = () => setOpen(null)
  return (
    <Sample name="Dialog, ConfirmDialog, Toast">
      <Button onClick={() => setOpen('dialog')}>{w('Open dialog')}</Button>
      <Button onClick={() => setOpen('confirm')}>{w('End session')}</Button>
      <Button onClick={() => setOpen('typed')}>{w('Delete')}</Button>
      <Button
        onClick={() =>
          showToast({ title: w('Session taken'), action: { label: w('Undo'), onPress: () => undefined } })
        }
      >
        {w('Toast')}
      </Button>
      <Button
        onClick={() =>
          showToast({ kind: 'error', title: w('Not sent'), description: w('The session has ended.') })
        }
      >
        {w('Error toast')}
      </Button>
      <Dialog
        isOpen={open === 'dialog'}
        onClose={close}
        title={w('Transfer session')}
        description={w('The next agent sees your note.')}
        footer={
          <>
            <Button onClick={close}>{w('Cancel')}</Button>
            <Button kind="primary" onClick={close}>
              {w('Transfer')}
            </Button>
          </>
        }
      >
        <Textarea label={w('Note')} isOptional />
      </Dialog>
      <ConfirmDialog
        isOpen={open === 'confirm'}
        onClose={close}
        onConfirm={close}
        title={w('End this session?')}
        description={w('The contact can write again; that starts a new one.')}
        confirmLabel={w('End session')}
      />
      <ConfirmDialog
        isOpen={open === 'typed'}
        onClose={close}
        onConfirm={close}
        isDangerous
        typedWord="DELETE"
        title={w('Delete 4,312 sessions?')}
        confirmLabel={w('Delete')}
        error={w('Two could not be deleted.')}
      />
    </Sample>
  )
}
