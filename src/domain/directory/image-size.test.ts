import { expect, it } from 'vitest'
import { imageSizeOf } from './image-size.js'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)

it('reads kind and size of PNG, GIF and JPEG', () => {
  const png = bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 1, 0, 0, 0, 0, 240)
  expect(imageSizeOf(png)).toEqual({ contentType: 'image/png', width: 256, height: 240 })
  const gif = bytes(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 2, 3, 0)
  expect(imageSizeOf(gif)).toEqual({ contentType: 'image/gif', width: 513, height: 3 })
  const jpeg = bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 2, 0xff, 0xc2, 0, 11, 8, 0, 48, 0, 64, 3)
  expect(imageSizeOf(jpeg)).toEqual({ contentType: 'image/jpeg', width: 64, height: 48 })
})

it('knows what is no image, or too short for one', () => {
  for (const none of [bytes(), bytes(1, 2, 3), bytes(0xff, 0xd8), bytes(0x89, 0x50, 0x4e, 0x47, 1)]) {
    expect(imageSizeOf(none)).toBeUndefined()
  }
  expect(imageSizeOf(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0, 0))).toBeUndefined()
})
