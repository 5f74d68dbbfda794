/** A device as the directory keeps it. Property names are Graph's. */
export interface Device {
  readonly id: string
  /** The id that the device has with the registration service; unique, too. */
  readonly deviceId: string
  readonly displayName: string
  readonly accountEnabled: boolean
  readonly alternativeSecurityIds: readonly AlternativeSecurityId[]
  readonly approximateLastSignInDateTime: string | null
  readonly deviceMetadata: string | null
  readonly deviceVersion: number | null
  readonly extensionAttributes: Readonly<Record<string, string>>
  readonly isCompliant: boolean | null
  readonly isManaged: boolean | null
  readonly operatingSystem: string
  readonly operatingSystemVersion: string
  readonly physicalIds: readonly string[]
  readonly profileType: string | null
  readonly registrationDateTime: string
  readonly systemLabels: readonly string[]
  readonly trustType: string | null
  /** Directory or schema extension values, by their Graph name. */
  readonly extra: Readonly<Record<string, unknown>>
}

export interface AlternativeSecurityId {
  readonly type?: number | null
  readonly identityProvider?: string | null
  readonly key?: string | null
}

/** Whose device it is: who registered it, or who uses it. */
export interface DeviceLink {
  readonly kind: 'registeredOwner' | 'registeredUser'
  /** Object id of the device. */
  readonly deviceObjectId: string
  readonly userId: string
}
