import type { Handler, Route } from '../call.js'
import {
  changeMethodPassword,
  getMethod,
  getOperation,
  listMethods,
  refuseMethodChange,
  resetUserPassword,
} from './authentication-handlers.js'

const AUTHENTICATION = '/users/{id}/authentication'
const METHODS = `${AUTHENTICATION}/methods`
const PASSWORDS = `${AUTHENTICATION}/passwordMethods`

function row(method: string, path: string, operation: string, handler: Handler, more: Partial<Route> = {}): Route {
  // The catalog calls every id by that name.
  const permission = `${method} ${path.replace(/\{(methodId|operationId)\}/, '{id}')}`
  const right = 'users/authenticationMethods'
  return { method, path, operationId: `users.${operation}`, handler, permission, right, ...more }
}

/** How users prove who they are: by their passwords. */
export const authenticationRoutes: readonly Route[] = [
  row('GET', METHODS, 'authenticationMethods.list', listMethods('methods')),
  row('GET', `${METHODS}/{methodId}`, 'authenticationMethods.get', getMethod('methods')),
  row('PUT', `${METHODS}/{methodId}`, 'authenticationMethods.update', refuseMethodChange, {
    right: 'users/resetPassword',
    body: 'optional',
  }),
  row('DELETE', `${METHODS}/{methodId}`, 'authenticationMethods.delete', refuseMethodChange, {
    right: 'users/resetPassword',
  }),
  row('POST', `${METHODS}/{methodId}/resetPassword`, 'resetPassword', resetUserPassword, {
    right: 'users/resetPassword',
    body: 'optional',
  }),
  row('GET', PASSWORDS, 'passwordMethods.list', listMethods('passwordMethods')),
  row('GET', `${PASSWORDS}/{methodId}`, 'passwordMethods.get', getMethod('passwordMethods')),
  row('POST', `${PASSWORDS}/{methodId}/resetPassword`, 'passwordMethods.resetPassword', resetUserPassword, {
    right: 'users/resetPassword',
    body: 'optional',
    bodyAs: 'users.resetPassword',
  }),
  row('POST', `${PASSWORDS}/{methodId}/changePassword`, 'passwordMethods.changePassword', changeMethodPassword, {
    right: 'self',
    bodyAs: 'users.changePassword',
  }),
  row('GET', `${AUTHENTICATION}/operations/{operationId}`, 'authenticationOperations.get', getOperation),
]
