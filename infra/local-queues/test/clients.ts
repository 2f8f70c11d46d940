import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { emulatorCredentials } from '../src/emulator-credentials.ts'

/** Plain clients of an emulator, to look at what is there. */
export function clientsOf(endpoint: string) {
  const options = { endpoint, region: 'us-east-1', credentials: emulatorCredentials }
  return { sns: new SNSClient(options), sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }) }
}
