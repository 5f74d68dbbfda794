import { describe, expect, it } from 'vitest'
import { readSegments, readServicePath } from './read-path.js'

describe('readServicePath', () => {
  it.each([
    ['/api/data/v9.2/accounts', '/api/data/v9.2', '/accounts'],
    ['/API/DATA/v9.1.0/accounts', '/API/DATA/v9.1.0', '/accounts'],
    ['/api/data/v9.2', '/api/data/v9.2', ''],
  ])('%s', (path, base, rest) => {
    expect(readServicePath(path)).toEqual({ base, rest })
  })

  it.each(['/api/data/v8.2/accounts', '/api/data/v10.0/', '/api/other'])('speaks no %s', (path) => {
    expect(readServicePath(path)).toBeUndefined()
  })
})

describe('readSegments', () => {
  it.each([
    ['/accounts', [['accounts', undefined]]],
    [
      '/accounts(1)/name/$value',
      [
        ['accounts', '(1)'],
        ['name', undefined],
        ['$value', undefined],
      ],
    ],
    [
      "/accounts(name='a/b')/name",
      [
        ['accounts', "(name='a/b')"],
        ['name', undefined],
      ],
    ],
    ["/accounts(name='it''s (new)')", [['accounts', "(name='it''s (new)')"]]],
    ['/accounts%281%29', [['accounts', '(1)']]],
    ['/', []],
  ])('%s', (path, expected) => {
    expect(readSegments(path).map(({ name, key }) => [name, key])).toEqual(expected)
  })
})
