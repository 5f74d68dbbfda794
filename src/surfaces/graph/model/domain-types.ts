import { type DomainDnsRecord, servicesOf } from '../../../domain/directory/domain-dns-records.js'
import type { Domain } from '../../../domain/directory/tenant-rows.js'
import { lazily } from '../lazily.js'
import type { Json } from '../present.js'
import { defineType, type GraphType } from './graph-type.js'

/** The properties of a domain. */
export const domainType: () => GraphType<Domain> = lazily(() =>
  defineType<Domain>('domain', {
    read: {
      id: (domain) => domain.name,
      authenticationType: (domain) => domain.type,
      isAdminManaged: () => true,
      isRoot: (domain) => domain.isVerified !== false && domain.isRoot !== false,
      isVerified: (domain) => domain.isVerified !== false,
      passwordNotificationWindowInDays: (domain) => domain.passwordNotificationWindowInDays ?? 14,
      passwordValidityPeriodInDays: (domain) => domain.passwordValidityPeriodInDays ?? 90,
      supportedServices: servicesOf,
    },
  }),
)

/** A record of a zone with its type: the kind tells which values it has. */
export function presentDnsRecord(record: DomainDnsRecord): Json {
  const { id, kind, isOptional, label, supportedService, ttl, values } = record
  const type = `#microsoft.graph.domainDns${kind === 'CName' ? 'Cname' : kind}Record`
  return { '@odata.type': type, id, isOptional, label, recordType: kind, supportedService, ttl, ...values }
}
