import { ODataProblem } from '../problem.js'

/** The problem that `work` is refused with. Anything else that is thrown goes on. */
export function problemOf(work: () => unknown): ODataProblem | undefined {
  try {
    work()
    return undefined
  } catch (problem) {
    if (problem instanceof ODataProblem) return problem
    throw problem
  }
}
