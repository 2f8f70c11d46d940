/** What an emulator wants to see: any key, and LocalStack makes another account of one that looks like a real one. */
export const emulatorCredentials = { accessKeyId: 'test', secretAccessKey: 'test' }
