/** Another program listens on the port. */
export class PortTaken extends Error {
  readonly port: number

  constructor(port: number, cause: unknown) {
    super(`Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port`, { cause })
    this.name = 'PortTaken'
    this.port = port
  }
}
