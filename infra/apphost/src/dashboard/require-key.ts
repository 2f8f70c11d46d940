import {
  ResponderBuilder,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js'
import { isSame } from '../is-same.ts'

const header = 'x-resource-service-api-key'

/** Refuses every call that does not bring the key, as `UNAUTHENTICATED`. */
export function requireKey(key: string): ServerInterceptor {
  return (_method, call) => {
    const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, next) => {
      if (isSame(String(metadata.get(header)[0] ?? ''), key)) return next(metadata)
      call.sendStatus({ code: status.UNAUTHENTICATED, details: 'wrong key' })
    })
    const responder = new ResponderBuilder().withStart((next) => next(listener.build()))
    return new ServerInterceptingCall(call, responder.build())
  }
}
