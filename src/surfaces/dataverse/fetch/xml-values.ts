import { invalidElement, type XmlElement } from './parse-xml.js'

/** Whether an attribute says yes. */
export function flag({ attributes }: XmlElement, name: string): boolean {
  const text = attributes.get(name)?.toLowerCase()
  return text === 'true' || text === '1'
}

/** An attribute that counts something; undefined where it is left out. Throws a refusal for what is no number. */
export function wholeNumber({ attributes }: XmlElement, name: string): number | undefined {
  const text = attributes.get(name)?.trim()
  if (!text) return undefined
  if (!/^\d{1,9}$/.test(text)) throw invalidElement()
  return Number(text)
}

/** An attribute that is one of some words; undefined where it is left out. Throws a refusal for other words. */
export function oneOf<Word extends string>(
  { attributes }: XmlElement,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = attributes.get(name)
  if (!text) return undefined
  const word = words.find((each) => each === text.toLowerCase())
  if (!word) throw invalidElement()
  return word
}
