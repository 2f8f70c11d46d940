import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns'

type Options = Pick<SNSClientConfig, 'endpoint' | 'region' | 'credentials'> & { attemptTimeoutMs?: number }

/** An SNS client that gives up: an attempt after 2 s, a call after 3 attempts. What is not given is read from the environment. */
export function createSnsClient({ attemptTimeoutMs = 2_000, ...config }: Options = {}): SNSClient {
  return new SNSClient({
    ...config,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: attemptTimeoutMs,
      requestTimeout: attemptTimeoutMs,
      socketTimeout: attemptTimeoutMs, // the one above ends when the answer begins
      throwOnRequestTimeout: true, // without it the SDK only writes a warning and waits on
    },
  })
}
