import type { WireError, Wording } from './wire-error.js'

function invalidRequest(message: string): WireError {
  return { status: 400, code: 'InvalidRequest', message }
}

/** Refusals of subscriptions: the words of the service behind change notifications, not the directory's. */
export const subscriptionErrors: Readonly<Record<string, Wording>> = {
  subscriptionPropertyRequired: ({ property }) =>
    invalidRequest(`${property} is a required property for subscription creation`),
  invalidChangeType: ({ changeType }) => invalidRequest(`Invalid 'changeType' attribute: '${changeType}'.`),
  unsupportedResource: ({ resource }) =>
    invalidRequest(`Subscriptions to the resource '${resource}' are not supported.`),
  resourceDataUnsupported: ({ resource }) =>
    invalidRequest(`Notifications with resource data are not supported for the resource '${resource}'.`),
  notificationUrlRefused: ({ property, reason }) => invalidRequest(`The '${property}' ${reason}.`),
  invalidExpiration: ({ value }) => invalidRequest(`'${value}' is no valid value for 'expirationDateTime'.`),
  expirationTooFar: ({ minutes }) => ({
    status: 400,
    code: 'ExtensionError',
    message: `Subscription expiration can only be ${minutes} minutes in the future.`,
  }),
  subscriptionLimit: ({ limit, of }) => ({
    status: 403,
    code: 'Forbidden',
    message: `The ${of} has reached its limit of ${limit} subscriptions.`,
  }),
  validationFailed: () => ({
    status: 400,
    code: 'ValidationError',
    message:
      'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
  }),
  validationTimedOut: () => ({
    status: 400,
    code: 'ValidationError',
    message: 'Subscription validation request timed out.',
  }),
  subscriptionUnchangeable: ({ property }) =>
    invalidRequest(`The property '${property}' of a subscription cannot be changed.`),
  subscriptionNotFound: () => ({ status: 404, code: 'ResourceNotFound', message: 'The object was not found.' }),
}
