import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'

type Options = Pick<SQSClientConfig, 'endpoint' | 'region' | 'credentials'> & {
  /** How long a receive waits for a message; 1 to 20. Default 10 s. */
  waitTimeSeconds?: number
}

export type SqsClients = ReturnType<typeof createSqsClients>

/**
 * Two SQS clients that give up: `receive` 5 s after its wait, without another try, for a repeated receive hides messages twice;
 * `command`, for all else, after 3 tries of 3 s. What is not given is read from the environment.
 */
export function createSqsClients({ waitTimeSeconds = 10, ...config }: Options = {}) {
  return {
    receive: createClient(config, 1, (waitTimeSeconds + 5) * 1_000),
    command: createClient(config, 3, 3_000),
    waitTimeSeconds,
  }
}

function createClient(config: SQSClientConfig, maxAttempts: number, timeoutMs: number) {
  return new SQSClient({
    ...config,
    maxAttempts,
    useQueueUrlAsEndpoint: false, // an emulator's queue URLs name hosts that need not resolve
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true, // without it the SDK only writes a warning and waits on
      socketTimeout: timeoutMs, // the request's timeout ends when the answer begins
    },
  })
}
