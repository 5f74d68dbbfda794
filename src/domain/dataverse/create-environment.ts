import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Transaction } from '../access.js'
import { baseCurrencyIdOf } from './base-currency.js'
import { createDefaultRoles } from './default-roles.js'
import { createDefaultTeam } from './default-team.js'
import { createDefaultUsers } from './default-users.js'
import { createDefaultViews } from './default-views.js'
import type { Environment } from './environment-rows.js'
import { defaultFiscalColumns } from './fiscal-settings.js'
import { organizationSettingsXml } from './organization-settings.js'
import { createdStamp } from './row-stamps.js'
import { initialId, systemUserIdOf } from './special-users.js'
import { environments, insertRow } from './tables.js'

export type NewEnvironment = Omit<Environment, 'organizationId' | 'rootBusinessUnitId'>

/**
 * Makes an environment; one with a database gets its organization, currency, root business unit with default team,
 * the default security roles and the users every environment has. All ids follow from the environment's id.
 * Throws `environmentNameTaken`.
 */
export function createEnvironment(transaction: Transaction, settings: NewEnvironment): Environment {
  const taken = transaction.table(environments).findFirst('uniqueName', fold(settings.uniqueName))
  if (taken) throw new DomainError('environmentNameTaken', { uniqueName: settings.uniqueName })
  if (!settings.hasDatabase)
    return transaction.insert(environments, { ...settings, organizationId: null, rootBusinessUnitId: null })
  const environment = transaction.insert(environments, {
    ...settings,
    organizationId: initialId(settings, 'organization', 'root'),
    rootBusinessUnitId: initialId(settings, 'businessunit', 'root'),
  })
  createOrganization(transaction, environment)
  createCurrency(transaction, environment)
  createRootUnit(transaction, environment)
  createDefaultRoles(transaction, environment)
  createDefaultUsers(transaction, environment)
  createDefaultViews(transaction, environment)
  return environment
}

function createOrganization(transaction: Transaction, environment: Environment): void {
  insertRow(transaction, environment, 'organization', {
    organizationid: environment.organizationId,
    name: environment.uniqueName,
    basecurrencyid: baseCurrencyIdOf(environment),
    basecurrencyprecision: 2,
    basecurrencysymbol: '$',
    currencysymbol: '$',
    ...defaultFiscalColumns(new Date(transaction.now).getUTCFullYear()),
    fullnameconventioncode: 1,
    isdisabled: false,
    languagecode: 1033,
    localeid: 1033,
    maxuploadfilesize: 5_242_880,
    orgdborgsettings: organizationSettingsXml(environment.settings),
    systemuserid: systemUserIdOf(environment),
    integrationuserid: initialId(environment, 'systemuser', 'INTEGRATION'),
    supportuserid: initialId(environment, 'systemuser', 'support'),
    delegatedadminuserid: initialId(environment, 'systemuser', 'delegatedAdmin'),
    ...createdStamp(transaction, environment),
  })
}

function createCurrency(transaction: Transaction, environment: Environment): void {
  insertRow(transaction, environment, 'transactioncurrency', {
    transactioncurrencyid: baseCurrencyIdOf(environment),
    currencyname: 'US Dollar',
    isocurrencycode: 'USD',
    currencysymbol: '$',
    currencyprecision: 2,
    currencytype: 0,
    exchangerate: 1,
    organizationid: environment.organizationId,
    statecode: 0,
    statuscode: 1,
    ...createdStamp(transaction, environment),
  })
}

function createRootUnit(transaction: Transaction, environment: Environment): void {
  const unit = insertRow(transaction, environment, 'businessunit', {
    businessunitid: environment.rootBusinessUnitId,
    name: environment.uniqueName,
    organizationid: environment.organizationId,
    isdisabled: false,
    transactioncurrencyid: baseCurrencyIdOf(environment),
    ...createdStamp(transaction, environment),
  })
  createDefaultTeam(transaction, environment, unit)
}
