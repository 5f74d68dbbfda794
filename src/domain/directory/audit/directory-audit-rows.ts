/** What a change did to something (Microsoft Graph: directoryAudit, `operationType`). */
export type OperationType = 'Add' | 'Assign' | 'Update' | 'Unassign' | 'Delete'

/** Who did something: a user, or an app. Names are as they were at the time. */
export interface Initiator {
  readonly user: InitiatingUser | null
  readonly app: InitiatingApp | null
}

export interface InitiatingUser {
  readonly id: string
  readonly displayName: string | null
  readonly userPrincipalName: string | null
  readonly ipAddress: string
  readonly userType: string | null
  readonly homeTenantId: null
  readonly homeTenantName: null
}

export interface InitiatingApp {
  readonly appId: string | null
  readonly displayName: string
  readonly servicePrincipalId: string | null
  readonly servicePrincipalName: null
}

/** A property that was changed. The values are JSON in a text. */
export interface ModifiedProperty {
  readonly displayName: string
  readonly oldValue: string | null
  readonly newValue: string | null
}

/** What something was done to. */
export interface TargetResource {
  readonly id: string | null
  readonly displayName: string | null
  readonly type: string
  readonly userPrincipalName: string | null
  readonly groupType: 'unifiedGroups' | 'azureAD' | null
  readonly modifiedProperties: readonly ModifiedProperty[]
}

/** An entry of the audit log: what was done in the directory, by whom and to what, as everything was called at the time. */
export interface DirectoryAudit {
  /** The end of the id that clients see: `000AB_1`. */
  readonly id: string
  readonly activityDateTime: string
  readonly activityDisplayName: string
  readonly category: string
  /** The id of the request that did it. */
  readonly correlationId: string
  readonly loggedByService: string
  readonly operationType: OperationType
  readonly initiatedBy: Initiator
  readonly targetResources: readonly TargetResource[]
}
