import catalog from '../../../fixtures/skus.json' with { type: 'json' }

/** How far a service plan opens Dataverse: fully, in the limited way of Office plans, or not at all. */
export type DataverseRight = 'paid' | 'm365Free' | 'none'

export interface ServicePlan {
  readonly servicePlanId: string
  readonly servicePlanName: string
  readonly friendlyName: string
  /** The service an `assignedPlan` names. */
  readonly service: string
  readonly appliesTo: 'User' | 'Company'
  readonly dataverse: DataverseRight
}

export interface Sku {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly productName: string
  readonly servicePlans: readonly ServicePlan[]
}

interface PlanRow {
  readonly id: string
  readonly title: string
  readonly service?: string
  readonly dataverse?: string
  readonly appliesTo?: string
}

// The catalog is read row by row on demand: hundreds of plans are not worth a pass at every start.
const planRows: Readonly<Record<string, PlanRow>> = catalog.plans
const skuRows: Readonly<Record<string, { readonly id: string; readonly title: string; readonly plans: string[] }>> =
  catalog.skus
const plans = new Map<string, ServicePlan>()
const skus = new Map<string, Sku>()
let partNumbers: ReadonlyMap<string, string> | undefined

/** The product of that part number (`POWERAPPS_PER_USER`), or undefined. */
export function skuByPartNumber(skuPartNumber: string): Sku | undefined {
  const known = skus.get(skuPartNumber)
  const row = skuRows[skuPartNumber]
  if (known || !row || !Object.hasOwn(skuRows, skuPartNumber)) return known
  const sku: Sku = { skuId: row.id, skuPartNumber, productName: row.title, servicePlans: row.plans.map(planByName) }
  skus.set(skuPartNumber, sku)
  return sku
}

/** The product with that id, in any case, or undefined. */
export function skuById(skuId: string): Sku | undefined {
  partNumbers ??= new Map(Object.entries(skuRows).map(([partNumber, row]) => [row.id, partNumber]))
  const partNumber = partNumbers.get(skuId.toLowerCase())
  return partNumber === undefined ? undefined : skuByPartNumber(partNumber)
}

function planByName(servicePlanName: string): ServicePlan {
  const known = plans.get(servicePlanName)
  if (known) return known
  const row = planRows[servicePlanName]
  if (!row) throw new Error(`the SKU catalog names no plan '${servicePlanName}'`)
  const plan: ServicePlan = {
    servicePlanId: row.id,
    servicePlanName,
    friendlyName: row.title,
    service: row.service ?? servicePlanName,
    appliesTo: row.appliesTo === 'Company' ? 'Company' : 'User',
    dataverse: row.dataverse === 'paid' || row.dataverse === 'm365Free' ? row.dataverse : 'none',
  }
  plans.set(servicePlanName, plan)
  return plan
}

/** Pairs of plans that one user cannot have at the same time, by id. */
export const exclusivePlans: readonly (readonly [string, string])[] = catalog.exclusive.map(
  ([one = '', other = '']) => [planRows[one]?.id ?? '', planRows[other]?.id ?? ''],
)

/** Plans that work only beside one of some others: id → ids of which one is needed. */
export const planRequirements: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(catalog.requires).map(([plan, needed]) => [
    planRows[plan]?.id ?? '',
    needed.map((name) => planRows[name]?.id ?? ''),
  ]),
)
