import type { DirectoryAudit } from '../../../domain/directory/audit/directory-audit-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The properties of a directoryAudit. What failed is not told. */
export const directoryAuditType: () => GraphType<DirectoryAudit> = lazily(() =>
  defineType<DirectoryAudit>('directoryAudit', {
    read: {
      id: directoryAuditId,
      result: () => 'success',
      resultReason: () => '',
    },
  }),
)

/** The id that clients see: `Directory_{correlationId}_000AB_1` */
export function directoryAuditId({ correlationId, id }: DirectoryAudit): string {
  return `Directory_${correlationId}_${id}`
}
