import {execFileSync} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'

/** Resident memory of another process now, and at its highest, in MB; the peak only on Linux. */
export function processMemory(pid: number): {resident: number; peak: number} {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) {
    const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]))
    return {resident: megabytes(kilobytes), peak: Number.NaN}
  }
  const text = readFileSync(status, 'utf8')
  const line = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1])
  return {resident: megabytes(line('VmRSS')), peak: megabytes(line('VmHWM'))}
}

function megabytes(kilobytes: number): number {
  return Math.round(kilobytes / 1024)
}

/** Milliseconds that the processors worked for a process and its threads, in steps of 10; only on Linux. */
export function processorTime(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return Number.NaN
  // Behind the name, which may hold anything: state, and 11 more before the ticks of user and system.
  const [, fields = ''] = readFileSync(file, 'utf8').split(/\) (?!.*\) )/s)
  const [user, system] = fields.split(' ').slice(11, 13).map(Number)
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) * 10
}
