import { fold } from '../../kernel/fold.js'

/** What a token opens. `environment: null` is every environment of the token's tenant. */
export type Audience =
  | { readonly kind: 'graph' }
  | { readonly kind: 'dataverse'; readonly environment: string | null }
  | { readonly kind: 'powerPlatform' }
  /** An own address: Graph, the admin APIs and every environment of the token's tenant. */
  | { readonly kind: 'everything' }
  /** An app's own API, which lives somewhere else. */
  | { readonly kind: 'application' }

/** Whether a token for this audience opens Microsoft Graph. */
export function opensGraph(audience: Audience): boolean {
  return audience.kind === 'graph' || audience.kind === 'everything'
}

/** Whether a token for this audience opens the Power Platform admin APIs. */
export function opensPowerPlatform(audience: Audience): boolean {
  return audience.kind === 'powerPlatform' || audience.kind === 'everything'
}

/** Whether a token opens any environment of its tenant: enough for global discovery. */
export function opensSomeEnvironment(audience: Audience): boolean {
  return audience.kind === 'dataverse' || audience.kind === 'everything'
}

/** Whether a token opens the environment of that unique name, provided it is one of the token's tenant. */
export function opensEnvironment(audience: Audience, uniqueName: string): boolean {
  if (audience.kind === 'everything') return true
  return audience.kind === 'dataverse' && (audience.environment === null || audience.environment === fold(uniqueName))
}
