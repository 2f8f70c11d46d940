type Clocked = { Date: DateConstructor }

/** From now on `Date` of this global object can be moved: `Date.now()`, `new Date()` and `Date()` tell the time so much later. */
export function shiftClock(of: Clocked) {
  const RealDate = of.Date
  let shiftMs = 0
  const now = (): number => RealDate.now() + shiftMs
  of.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
  return {
    /** Zero: the true time again. */
    shift(ms: number): void {
      shiftMs = ms
    },
  }
}
