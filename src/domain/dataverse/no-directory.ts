import { DomainError } from '../../kernel/errors.js'
import type { DirectoryLink } from './directory-link.js'

/** For records that name users by rows which are there already: fixtures and imports never ask the directory. */
export const NO_DIRECTORY: DirectoryLink = {
  application: () => undefined,
  azureState: () => 0,
  user: () => undefined,
  addUser(_transaction, _environment, objectId) {
    throw new DomainError('syncUserUnknown', { objectId })
  },
  isTenantAdministrator: () => false,
  isGroupMember: () => false,
  groupKind: () => undefined,
  postMail: () => {},
}
