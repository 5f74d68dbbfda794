import { expect, it } from 'vitest'
import { composedAddress } from './composed-address.js'

it('has a line for each part that is there', () => {
  const whole = {
    address1_line1: '1 Rue A',
    address1_line2: 'Bât. B',
    address1_line3: '3e étage',
    address1_city: 'Lyon',
    address1_stateorprovince: 'Rhône',
    address1_postalcode: '69001',
    address1_country: 'France',
  }
  expect(composedAddress(whole, 'address1')).toBe('1 Rue A\r\nBât. B\r\n3e étage\r\nLyon, Rhône 69001\r\nFrance')
  expect(composedAddress({ address1_line2: 'B', address1_postalcode: '69001' }, 'address1')).toBe('B\r\n69001')
  expect(composedAddress({ address1_city: 'Lyon', address2_city: 'Nice' }, 'address2')).toBe('Nice')
})

it('is null where no part has a text', () => {
  expect(composedAddress({}, 'address1')).toBeNull()
  expect(composedAddress({ address1_line1: '', address1_city: null, address1_name: 'Home' }, 'address1')).toBeNull()
})
