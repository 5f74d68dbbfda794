/** A place in insertion order and who stands there. */
export interface Slot {
  readonly ordinal: number
  readonly id: string
}

/** Puts a slot in its place in a list that is in the order of ordinals; one with the same ordinal is there for good. */
export function placeSlot(slots: Slot[], slot: Slot): void {
  const last = slots.at(-1)
  if (!last || last.ordinal < slot.ordinal) {
    slots.push(slot)
    return
  }
  const at = firstAbove(slots, slot.ordinal)
  if (slots[at - 1]?.ordinal !== slot.ordinal) slots.splice(at, 0, slot)
}

/** Takes the slot with this ordinal out of the list; answers whether it was there. */
export function dropSlot(slots: Slot[], ordinal: number): boolean {
  const at = firstAbove(slots, ordinal) - 1
  if (slots[at]?.ordinal !== ordinal) return false
  slots.splice(at, 1)
  return true
}

/** Keeps the slots that pass the test, in place. */
export function keepSlots(slots: Slot[], test: (slot: Slot) => boolean): void {
  let kept = 0
  for (const slot of slots) if (test(slot)) slots[kept++] = slot
  slots.length = kept
}

/**
 * The slots with an ordinal above `after`, in order. The list may change on the way: what is taken out is not met any
 * more, and what is added at the end is not met yet.
 */
export function* walkSlots(slots: readonly Slot[], after = -1): Generator<Slot> {
  const last = slots.at(-1)?.ordinal ?? -1
  let at = firstAbove(slots, after)
  for (let slot = slots[at]; slot && slot.ordinal <= last; slot = slots[at]) {
    yield slot
    at = slots[at] === slot ? at + 1 : firstAbove(slots, slot.ordinal)
  }
}

function firstAbove(slots: readonly Slot[], ordinal: number): number {
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((slots[middle] as Slot).ordinal <= ordinal) low = middle + 1
    else high = middle
  }
  return low
}
