/** Everything that writes a report, in one chunk of its own. */
import type { Audit } from '../../engine/audit.ts'
import { auditJsonText } from '../../report/json.ts'
import type { ExportOptions } from '../../report/options.ts'
import { reportPdf } from '../../report/report.ts'
import { diagramModel } from '../../report/diagram/model.ts'

export const pdf = (audit: Audit, options: ExportOptions): Promise<Uint8Array<ArrayBuffer>> => reportPdf(audit, options)
export const json = (audit: Audit, options: ExportOptions): string => auditJsonText(audit, options)
export const csv = (_audit: Audit, _options: ExportOptions): string => ''
export const sarif = (_audit: Audit, _options: ExportOptions): string => ''
export const markdown = (_audit: Audit, _options: ExportOptions): string => ''
export const redact = (audit: Audit): Audit => audit
export const modelOf = (audit: Audit, cluster: string) => diagramModel(audit, cluster, 30)
