#!/usr/bin/env node
import { text } from 'node:stream/consumers'
import { runCommand } from './run-command.ts'

const stopping = new AbortController()
// The first signal asks the command to stop where it leaves everything whole; the second does not ask.
process.once('SIGINT', () => stopping.abort())
process.once('SIGTERM', () => stopping.abort())

const { stdout, stderr } = process
process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => void stdout.write(`${line}\n`),
  err: (line) => void stderr.write(`${line}\n`),
  redraw: stderr.isTTY ? (line) => void stderr.write(`\r\u001b[2K${line}`) : null,
  input: () => text(process.stdin),
  environment: process.env,
  stop: stopping.signal,
})
