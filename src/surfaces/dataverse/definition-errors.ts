import type { ErrorForm } from './error-form.js'

/** The words about tables, columns, relationships and keys that somebody makes or changes. */
export const definitionErrorForms: Readonly<Record<string, ErrorForm>> = {
  choicesInvalid: [
    400,
    '0x80040203',
    'The options of attribute {name} are not valid: each needs a value of its own, and the default must be one of them.',
  ],
  columnDetailInvalid: [
    400,
    '0x80040203',
    'The {detail} {value} of attribute {name} is not valid: it must be from {from} to {to}.',
  ],
  columnNameTaken: [400, '0x80047013', 'An attribute with the specified name {name} already exists on entity {table}.'],
  columnNotCustom: [400, '0x80047008', 'The specified attribute is not a custom attribute'],
  columnTypeUnavailable: [
    400,
    '0x80040203',
    'Attribute {name} cannot be created as {type}: lookups are created with their relationship, and files, images and multi-select choices are not kept here.',
  ],
  componentInUse: [
    400,
    '0x8004f01f',
    'The {kind}({id}) component cannot be deleted because it is referenced by {count} other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.',
  ],
  keyColumnInvalid: [400, '0x80040203', "The attribute '{column}' of entity {table} cannot be part of a key."],
  keyNameTaken: [400, '0x80060893', 'An entity key with the name {name} already exists on entity {table}.'],
  keyNotCustom: [400, '0x80047007', 'The entity key {key} came with its table and cannot be deleted.'],
  keyViolated: [
    400,
    '0x80060892',
    'The entity key {key} cannot be created because rows of {table} have the same values for its columns.',
  ],
  primaryNameDeleted: [400, '0x80047002', 'The Primary UI Attribute is not valid for deletion'],
  primaryNameRequired: [
    400,
    '0x80040203',
    'An entity must have exactly one attribute of type String with IsPrimaryName true.',
  ],
  primaryNameTaken: [
    400,
    '0x8004701e',
    'The new {column} attribute is set as the primary name attribute for the {table} entity. The {table} entity already has the {primaryName} attribute set as the primary name attribute. An entity can only have one primary name attribute.',
  ],
  relationshipNameTaken: [400, '0x80047010', 'A relationship with the specified name {name} already exists.'],
  relationshipNotCustom: [400, '0x80047009', 'The specified relationship is not a custom relationship'],
  schemaNameInvalid: [
    400,
    '0x80048062',
    'Invalid name for {kind} {name}.  Custom {kind} names must start with a valid customization prefix. The prefix for a solution component should match the prefix that is specified for the publisher of the solution.',
  ],
  tableNameTaken: [
    400,
    '0x80047010',
    'An entity with the specified name {name} already exists. Specify a unique name.',
  ],
  tableNotCustom: [400, '0x80047007', 'The specified entity is not customizable'],
  tooManyKeys: [400, '0x80040203', 'The entity {table} has {most} keys already: it cannot have more.'],
}
