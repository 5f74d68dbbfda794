import { expect, it } from 'vitest'
import { addressInHeader } from './address-in-header.js'

it.each([
  ['https://app.example/cb?a=%20b#c', 'https://app.example/cb?a=%20b#c'],
  ['https://app.example/a b', 'https://app.example/a%20b'],
  ['https://app.example/日本', 'https://app.example/%E6%97%A5%E6%9C%AC'],
  ['https://app.example/\r\nset-cookie: a=b', 'https://app.example/%0D%0Aset-cookie:%20a=b'],
  ['https://app.example/\u0000\u007f\ud800', 'https://app.example/%00%7F%EF%BF%BD'],
])('%j travels as %s', (address, header) => {
  expect(addressInHeader(address)).toBe(header)
})
