import type { ErrorForm } from './error-form.js'

/** Refusals about users of an environment: who may be made, changed, enabled, disabled, deleted, and who gets in. */
export const userErrorForms: Readonly<Record<string, ErrorForm>> = {
  accessModeChangeDenied: [
    400,
    '0x80048d2f',
    'You need to have system administrator role and access mode Full to change access mode of a user. Details: {id}',
  ],
  accessModeTooLow: [403, '0x80044502', 'User does not have read-write access to the Dynamics 365 organization.'],
  accessModeTransition: [
    400,
    '0x80041d66',
    'The client access license cannot be changed because the user does not have a Microsoft Dynamics 365 Online license. To change the access mode, you must first add a license for this user in the Microsoft Online Service portal.',
  ],
  applicationUnknown: [
    400,
    '0x80041d28',
    'The User Directory Object Id ({applicationId}) do not exist in Azure Active Directory.',
  ],
  applicationUserAccessMode: [400, '0x80040d40', "An application user's access mode cannot be changed."],
  applicationUserLocked: [400, '0x80041d48', 'The user representing an OAuth application cannot not be updated'],
  applicationUserUpdate: [400, '0x80072562', 'Invalid Application User Update'],
  azureStateWrong: [
    400,
    '0x80048360',
    "User with SystemUserId={id} and AzureActiveDirectoryObjectId={oid} is present in Azure Active Directory with state {state}. AzureState can't be set to incorrect value={value}.",
  ],
  businessUnitUnexpectedlyMissing: [400, '0x80040216', 'An unexpected error occurred.'],
  delegatedAdminLocked: [400, '0x80041d67', 'The delegated admin user cannot be updated'],
  deletedUserEnabled: [
    400,
    '0x80048357',
    "User with SystemUserId={id} was deleted (DeletedState={deletedstate}) and can't be enabled.",
  ],
  directoryUserDeleted: [
    400,
    '0x80048359',
    'User with SystemUserId={id} and AzureActiveDirectoryObjectId={oid} is present in Azure Active Directory with state {state}. Please permanently delete user in Azure first.',
  ],
  directoryUserUnknown: [
    400,
    '0x80041d28',
    'The User Directory Object Id ({objectId}) do not exist in Azure Active Directory.',
  ],
  enabledUserDeleted: [
    400,
    '0x80048356',
    'User with SystemUserId={id} is not disabled. Disable user before deletion."',
  ],
  enabledWithoutLicense: [400, '0x8004d24c', 'Cannot enable an unlicensed user'],
  invitedWhileDisabled: [400, '0x8004d212', 'An invitation cannot be sent to a disabled user'],
  licensedOnCreate: [400, '0x80041d4d', 'The property IsLicensed cannot be set for Sync User Creation.'],
  licensedProtected: [400, '0x80041d4c', 'The property IsLicensed cannot be modified.'],
  managerLoop: [
    400,
    '0x80041d25',
    "You cannot set the selected user as the manager for this user because the selected user is either already the manager or is in the user's immediate management hierarchy.  Either select another user to be the manager or do not update the record.",
  ],
  nonInteractiveUser: [
    403,
    '0x80044160',
    'Non-interactive users cannot access the web user interface. Contact your organization system administrator.',
  ],
  notMember: [403, '0x80072560', 'The user is not a member of the organization.'],
  objectIdProtected: [400, '0x80041d4f', 'The property AzureActiveDirectoryObjectId cannot be modified.'],
  onlyFullAccessModeUser: [
    400,
    '0x80040d38',
    'A user cannot change their access mode if they are the only user with Full Access mode.',
  ],
  onlyFullAccessUserDisabled: [
    400,
    '0x80040d39',
    'A user cannot be disabled if it is the only user with Full Access mode.',
  ],
  onlySystemAdministratorDisabled: [
    400,
    '0x80041d2f',
    'A user cannot be disabled if they are the only user that has the System Administrator Role.',
  ],
  ownDomainName: [400, '0x80044161', 'The caller cannot change their own domain name'],
  readOnlyModeNotSupported: [400, '0x80041d40', 'The read-only access mode is not supported'],
  specialUserDeleted: [
    400,
    '0x80048358',
    "User with SystemUserId={id} is a special user (SYSTEM) and can't be deleted.",
  ],
  specialUserLocked: [400, '0x80041d33', "No modifications to the 'SYSTEM' or 'INTEGRATION' user are permitted."],
  supportUserLocked: [400, '0x80041d41', 'The support user cannot be updated'],
  supportUserReadOnly: [400, '0x80048345', 'The support user does not have the privilege to perform this operation.'],
  syncProtected: [400, '0x80041d4e', 'The property IsSyncUserWithDirectory cannot be modified.'],
  syncUserUnknown: [400, '0x80041d4b', 'This is not a valid Microsoft Online Services ID for this organization.'],
  tenantAdministratorDisabled: [
    400,
    '0x80041d65',
    'Users who are granted the Microsoft Office 365 Global administrator or Service administrator role cannot be disabled in Microsoft Dynamics 365 Online. You must first remove the Microsoft Office 365 role, and then try again.',
  ],
  tooManyNonInteractive: [400, '0x8004b050', 'You have reached the maximum number of non-interactive users/'],
  userAlreadyExists: [400, '0x80041d2c', 'The specified Active Directory user already exists as a Dynamics 365 user.'],
  userDeletionOff: [400, '0x80048405', 'Access is denied.'],
  userDisabled: [403, '0x80040225', 'The specified user is either disabled or is not a member of any business unit.'],
  userNameInvalid: [
    400,
    '0x80048095',
    'You must enter the user name in the format <name>@<domain>. Correct the format and try again.',
  ],
  userNotEntitled: [
    400,
    '0x80041d4b',
    'This is not a valid Microsoft Online Services ID for this organization. The user may not be added: {reason}, by rule {rule}.',
  ],
  userOwnsRecords: [
    400,
    '0x80048610',
    "Can't delete a user which owns records. Reassign or delete the records and try again (SystemUserId = {id}).",
  ],
  userWithoutRoles: [
    403,
    '0x80042f09',
    'The user with id {id} has not been assigned any roles. They need a role with the prvReadUser privilege.',
  ],
}
