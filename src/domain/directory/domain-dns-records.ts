import { digest } from '../../kernel/digest.js'
import { guidOf } from '../../kernel/guid.js'
import type { Domain } from './tenant-rows.js'

/** A record that the owner of a domain puts into its zone (Microsoft Graph: domainDnsRecord). */
export interface DomainDnsRecord {
  readonly id: string
  readonly kind: 'Mx' | 'Txt' | 'CName' | 'Srv'
  readonly label: string
  readonly supportedService: string
  readonly isOptional: boolean
  readonly ttl: number
  /** What only records of this kind have. */
  readonly values: Readonly<Record<string, string | number>>
}

type Draft = Pick<DomainDnsRecord, 'kind' | 'label' | 'values'> & Partial<DomainDnsRecord>

const HOUR = 3600

/** Either of these records would prove who owns a domain (Microsoft Graph: List verificationDnsRecords). */
export function verificationDnsRecords(tenant: string, domain: Domain): readonly DomainDnsRecord[] {
  const proof = proofOf(tenant, domain)
  const drafts: readonly Draft[] = [
    { kind: 'Txt', label: domain.name, values: { text: `MS=${proof}` } },
    { kind: 'Mx', label: domain.name, values: { mailExchange: `${proof}.msv1.invalid`, preference: 32767 } },
  ]
  return drafts.map((draft) => recordOf(tenant, domain, draft))
}

/** `ms` and eight digits, always the same for the same tenant and domain. */
function proofOf(tenant: string, { name }: Domain): string {
  const digits = Array.from(digest(`${tenant}/domain/${name}`).slice(0, 8), (byte) => byte % 10)
  return `ms${digits.join('')}`
}

/**
 * The records with which mail and Teams find a domain (Microsoft Graph: List serviceConfigurationRecords): those of the
 * services that it is used for, none before it is verified.
 */
export function serviceConfigurationRecords(tenant: string, domain: Domain): readonly DomainDnsRecord[] {
  return servicesOf(domain).flatMap((supportedService) =>
    (RECORDS[supportedService]?.(domain.name) ?? []).map((draft) =>
      recordOf(tenant, domain, { ...draft, supportedService }),
    ),
  )
}

/** What a domain is used for. */
export function servicesOf({ isVerified, supportedServices }: Domain): readonly string[] {
  if (isVerified === false) return []
  return supportedServices ?? ['Email', 'OfficeCommunicationsOnline']
}

const RECORDS: Readonly<Partial<Record<string, (name: string) => readonly Draft[]>>> = {
  Email: (name): readonly Draft[] => [
    {
      kind: 'Mx',
      label: name,
      values: { mailExchange: `${name.replaceAll('.', '-')}.mail.protection.outlook.com`, preference: 0 },
    },
    { kind: 'Txt', label: name, values: { text: 'v=spf1 include:spf.protection.outlook.com -all' } },
    { kind: 'CName', label: `autodiscover.${name}`, values: { canonicalName: 'autodiscover.outlook.com' } },
  ],
  OfficeCommunicationsOnline: (name): readonly Draft[] => [
    { kind: 'CName', label: `sip.${name}`, values: { canonicalName: 'sipdir.online.lync.com' } },
    { kind: 'CName', label: `lyncdiscover.${name}`, values: { canonicalName: 'webdir.online.lync.com' } },
    service(name, { service: '_sip', protocol: '_tls', port: 443, nameTarget: 'sipdir.online.lync.com' }),
    service(name, { service: '_sipfederationtls', protocol: '_tcp', port: 5061, nameTarget: 'sipfed.online.lync.com' }),
  ],
}

function service(label: string, values: Readonly<Record<string, string | number>>): Draft {
  return { kind: 'Srv', label, values: { ...values, priority: 100, weight: 1 } }
}

function recordOf(tenant: string, domain: Domain, draft: Draft): DomainDnsRecord {
  const id = guidOf(`${tenant}/${domain.name}/${draft.kind}/${draft.label}/${JSON.stringify(draft.values)}`)
  return { supportedService: 'Email', isOptional: false, ttl: HOUR, ...draft, id }
}
