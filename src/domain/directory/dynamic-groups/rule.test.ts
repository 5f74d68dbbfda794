import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../access.js'
import type { Device } from '../device-rows.js'
import type { User } from '../user-rows.js'
import { fitsRule } from './fits-rule.js'
import { parseRule } from './parse-rule.js'

const NOW = Date.UTC(2026, 5, 1)
const DAY = 86_400_000

const ann = {
  id: '6a1f0000-0000-4000-8000-000000000001',
  managerId: '6a1f0000-0000-4000-8000-000000000002',
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  department: 'Sales',
  displayName: 'Ann "The Fox" O\'Hara',
  companyName: null,
  employeeHireDate: new Date(NOW - 3 * DAY).toISOString(),
  businessPhones: ['+47 1'],
  otherMails: ['ann@home.example', 'fox@home.example'],
  proxyAddresses: [],
  onPremisesExtensionAttributes: { extensionAttribute3: 'x' },
  extra: { extension_0123456789abcdef0123456789abcdef_team: 'Red' },
} as unknown as User

// The rules below ask for nothing but the user's own properties.
const nobody = {} as Reader
const fits = (rule: string) => fitsRule(nobody, { type: 'user', id: ann.id, object: ann }, parseRule(rule), NOW)

const laptop = {
  id: '6a1f0000-0000-4000-8000-000000000003',
  deviceId: '6a1f0000-0000-4000-8000-000000000004',
  displayName: "Ann's laptop",
  accountEnabled: true,
  operatingSystem: 'Windows',
  operatingSystemVersion: '10.0.22631',
  trustType: 'AzureAd',
  physicalIds: ['[USER-HWID]:x', '[ZTDId]:y'],
  systemLabels: ['M365Managed'],
  profileType: 'RegisteredDevice',
  extensionAttributes: { extensionAttribute1: 'Red' },
  extra: {},
} as unknown as Device

describe('a membership rule', () => {
  it.each([
    ['user.department -eq "sales"', true],
    ['user.department -ne "Sales"', false],
    ['(user.department -eq "Sales")', true],
    ["user.department -eq 'Sales'", true],
    ['user.Department eq "Sales" and user.accountEnabled eq true', true],
    ['user.department –eq "Sales"', true],
    ['user.displayName -eq "Ann `"The Fox`" O\'Hara"', true],
    ['user.companyName -eq null', true],
    ['user.companyName -ne null', false],
    ['user.companyName -ne "Contoso"', true],
    ['user.companyName -notContains "Contoso"', true],
    ['user.companyName -contains ""', false],
    ['user.objectId -ne null', true],
    ['user.accountEnabled -eq false', false],
    ['user.dirSyncEnabled -eq null', true],
    ['user.dirSyncEnabled -ne true', true],
    ['user.department -startsWith "sa"', true],
    ['user.department -notStartsWith "sa"', false],
    ['user.department -endsWith "LES"', true],
    ['user.department -notEndsWith "LES"', false],
    ['user.department -contains "ale"', true],
    ['user.department -match "^s.l"', true],
    ['user.department -notMatch "^s.l"', false],
    ['user.department -in ["Ops","SALES"]', true],
    ['user.department -notIn ["Ops"]', true],
    ['user.telephoneNumber -eq "+47 1"', true],
    ['user.extensionAttribute3 -eq "X"', true],
    ['user.extension_0123456789abcdef0123456789abcdef_team -eq "red"', true],
    ['user.otherMails -contains "fox@"', true],
    ['user.otherMails -any (_ -startsWith "fox")', true],
    ['user.otherMails -all (_ -startsWith "fox")', false],
    ['user.otherMails -all (_ -endsWith ".example" -and -not (_ -contains "work"))', true],
    ['user.proxyAddresses -any (_ -contains "x")', false],
    ['user.proxyAddresses -all (_ -contains "x")', true],
    ['user.proxyAddresses -eq null', true],
    ['user.employeeHireDate -ge system.now -minus p5d', true],
    ['user.employeeHireDate -ge system.now', false],
    ['user.employeeHireDate -le system.now -plus p1d', true],
    ['user.employeeHireDate -le "2026-05-01T00:00:00Z"', false],
    ['Direct Reports for "6A1F0000-0000-4000-8000-000000000002"', true],
    ['Direct Reports for "6a1f0000-0000-4000-8000-000000000001"', false],
    ['(device.deviceOSType -eq "Windows")', false],
    ['-not (device.deviceOSType -eq "Windows")', false],
  ])('%s: %s', (rule, expected) => {
    expect(fits(rule)).toBe(expected)
  })

  it.each([
    ['device.deviceOSType -eq "windows"', true],
    ['device.deviceOSVersion -startsWith "10.0" -and device.accountEnabled -eq true', true],
    ['device.devicePhysicalIds -any (_ -startsWith "[ZTDId]")', true],
    ['device.devicePhysicalIds -any (_ -startsWith "[OrderID]")', false],
    ['device.systemLabels -contains "M365Managed"', true],
    ['device.deviceTrustType -eq "AzureAD"', true],
    ['device.extensionAttribute1 -eq "red"', true],
    ['device.deviceManufacturer -eq null', true],
    ['device.isRooted -eq true', false],
    ['user.department -ne "x"', false],
  ])('is about devices: %s: %s', (rule, expected) => {
    expect(fitsRule(nobody, { type: 'device', id: laptop.id, object: laptop }, parseRule(rule), NOW)).toBe(expected)
  })

  it.each([
    ['user.department -eq "x" -and user.city -eq "y" -or user.department -eq "Sales"', true],
    ['user.department -eq "Sales" -or user.department -eq "x" -and user.department -eq "y"', true],
    ['(user.department -eq "Sales" -or user.department -eq "x") -and user.department -eq "y"', false],
    ['-not user.department -eq "x" -and user.department -eq "Sales"', true],
    ['-not (user.department -eq "x" -and user.department -eq "Sales")', true],
  ])('binds as documented: %s', (rule, expected) => {
    expect(fits(rule)).toBe(expected)
  })

  it.each([
    ['department -eq "x"', 'object'],
    ['user.department -eq "x" -and device.displayName -eq "y"', 'object'],
    ['user.shoeSize -eq "x"', 'property'],
    ['user.constructor -eq "x"', 'property'],
    ['device.department -eq "x"', 'property'],
    ['user.otherMails -any (user.department -eq "x")', 'property'],
    ['user.assignedPlans -any (assignedPlan.colour -eq "x")', 'property'],
    ['user.department -like "x"', 'operator'],
    ['user.department -eq', 'syntax'],
    ['user.department', 'syntax'],
    ['', 'syntax'],
    ['user.department -eq "x', 'syntax'],
    ['user.department -eq "x" user.city', 'syntax'],
    ['(user.department -eq "x"', 'syntax'],
    ['user.department -in "x"', 'syntax'],
    ['user.department -eq x', 'operands'],
    ['user.department -ge "x"', 'operands'],
    ['user.department -contains null', 'operands'],
    ['user.department -match "["', 'operands'],
    ['user.department -match "(a+)+$"', 'operands'],
    ['user.accountEnabled -eq "maybe"', 'operands'],
    ['user.accountEnabled -contains "true"', 'operands'],
    ['user.assignedPlans -eq "x"', 'operands'],
    ['user.department -any (_ -eq "x")', 'operands'],
    ['user.employeeHireDate -ge "soon"', 'operands'],
  ])('is refused: %s', (rule, fault) => {
    expect(faultOf(rule)).toBe(fault)
  })

  it.each(['(', '-not '])('is refused where it is nested too deeply: %s…', (opening) => {
    expect(faultOf(`${opening.repeat(1000)}user.department -eq "x"`)).toBe('syntax')
  })
})

function faultOf(rule: string): unknown {
  try {
    parseRule(rule)
  } catch (error) {
    if (error instanceof DomainError && error.word === 'wrongMembershipRule') return error.details.fault
    throw error
  }
  return undefined
}
