/** Lines of a process list (`ps -ef`, `ps aux`, /proc/PID/cmdline, systemctl status): the programs of the cluster with the flags they run with. */
import { flagsOf, PROGRAMS, shellWords } from '../command-line.ts'
import { NO_POD, type Reader } from '../reader.ts'

const PROGRAM = new RegExp(`(?:^|[\\s/])(${PROGRAMS.join('|')})(?=\\s+(?:(?:server|agent)\\s+)?-)`)

export const processLine: Reader = {
  id: 'process-line',
  read(file, into) {
    if (file.bytes.length > 1 << 20 || /^\s*(apiVersion|kind|\[|\{|#!)/.test(file.text)) return false
    let found = false
    for (const [i, raw] of file.text.replaceAll('\0', ' ').split(/\r?\n/).entries()) {
      if (raw.length > 65_536) continue
      const match = PROGRAM.exec(raw)
      if (
        match === null ||
        !/^(\S+\s+\d+\s|[\s│├└─|`-]*\d+\s|\/|(kube|etcd))/.test(raw) ||
        /\b(grep|pgrep)\s/.test(raw.slice(0, match.index))
      )
        continue
      const location = file.at(i + 1)
      const words = shellWords(raw.slice(match.index + match[0].length)).map((text) => ({ text, location }))
      into.settings.push({
        origin: 'process-line',
        program: match[1]!,
        location,
        settings: flagsOf(words),
        ...NO_POD,
      })
      found = true
    }
    return found
  },
}
