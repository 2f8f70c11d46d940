/** There can be no dashboard here and now; `message` is for a person. */
export class NoDashboard extends Error {
  override readonly name = 'NoDashboard'
}
