/** One place of a pattern: a character, one of a set, any one (`_`), or any run of characters (`%`). */
type Unit = 'one' | 'run' | ((character: string) => boolean)

/** Whether a text means a pattern. */
export function hasWildcard(text: string): boolean {
  return /[%_[]/.test(text)
}

/** The text before the first wildcard. */
export function literalHead(text: string): string {
  const at = text.search(/[%_[]/)
  return at === -1 ? text : text.slice(0, at)
}

/** A test for a pattern of SQL's LIKE. It goes back to the last `%` only, so hostile patterns cost no more than text × pattern. */
export function compileLike(pattern: string): (text: string) => boolean {
  const units = parseUnits(pattern)
  return (text) => {
    let at = 0
    let unit = 0
    let run = -1
    let retry = 0
    while (at < text.length) {
      const wanted = units[unit]
      if (wanted === 'run') {
        run = unit++
        retry = at
      } else if (wanted !== undefined && (wanted === 'one' || wanted(text.charAt(at)))) {
        at++
        unit++
      } else if (run === -1) return false
      else {
        unit = run + 1
        at = ++retry
      }
    }
    while (units[unit] === 'run') unit++
    return unit === units.length
  }
}

function parseUnits(pattern: string): readonly Unit[] {
  const units: Unit[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at)
    const close = character === '[' ? pattern.indexOf(']', at + 2) : -1
    if (character === '%') units.push('run')
    else if (character === '_') units.push('one')
    else if (close !== -1) {
      units.push(parseSet(pattern.slice(at + 1, close)))
      at = close
    } else units.push((other) => other === character)
  }
  return units
}

/** `a-z`, `abc`, `^a`: what stands between the brackets. */
function parseSet(content: string): Unit {
  const negated = content.length > 1 && content.startsWith('^')
  const set = negated ? content.slice(1) : content
  const ranges: [string, string][] = []
  for (let at = 0; at < set.length; at++) {
    const isRange = set.charAt(at + 1) === '-' && at + 2 < set.length
    ranges.push([set.charAt(at), set.charAt(isRange ? at + 2 : at)])
    if (isRange) at += 2
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== negated
}
