/** What wrote an export. */
import { version } from '../../package.json'

export const TOOL = { name: 'pkiscope', version } as const
