import { DomainError } from '../../kernel/errors.js'
import { badRequest, type ControlRefused, conflict } from './control-refused.js'

type Wording = (details: DomainError['details']) => ControlRefused

const about = (property: unknown, text: string) => badRequest(text, `/${String(property)}`)

/** What may be wrong with the forms about accounts, in words for who filled them in. */
const REFUSALS: Readonly<Record<string, Wording>> = {
  customerInWorkforceTenant: () =>
    badRequest('Customer accounts belong into an external tenant: name one by "tenantId".', '/kind'),
  valueRequired: ({ property }) =>
    property === 'identities'
      ? badRequest('Say what the customer signs in with: "email" or "userName".')
      : about(property, `The member "${property}" is missing.`),
  invalidValue: ({ property }) => about(property, `The value of "${property}" cannot be taken.`),
  invalidUserPrincipalName: () => about('userPrincipalName', 'A user principal name looks like name@domain.'),
  unverifiedDomain: () => about('userPrincipalName', 'The domain is not one of the tenant.'),
  invalidIssuer: ({ issuer }) => about('identities', `"${issuer}" is not a domain of the tenant.`),
  weakPassword: () => badRequest('The password is too weak: 8 characters or more of three different classes.'),
  passwordReused: () => about('newPassword', 'The new password must be another than the present one.'),
  passwordWrong: () => about('currentPassword', 'The present password is another one.'),
  passwordMissing: () => badRequest('The user has no password.'),
  accountLocked: () => badRequest('The account is locked for a minute: there were too many wrong passwords.'),
  userDisabled: () => badRequest('The account is blocked: it can sign in no more.'),
  invalidUsageLocation: () => about('usageLocation', 'A license needs a usage location.'),
  unknownLicense: ({ skuId }) => about('licenses', `The tenant has no license "${skuId}".`),
  noSeats: ({ skuId }) => about('licenses', `All licenses "${skuId}" are taken.`),
  propertyTaken: ({ property }) => conflict(`Another user has the same ${property}.`, `/${String(property)}`),
}

/** Runs a step about an account; what the directory refuses is thrown as `ControlRefused`. */
export function refusingAccounts<Result>(step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw REFUSALS[error.word]?.(error.details) ?? error
  }
}
