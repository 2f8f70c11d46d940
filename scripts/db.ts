// npm run db -- order: a read-only SQL prompt on a service's database.
import { openDatabasePrompt } from '../infra/apphost/src/index.ts'

process.stdout.on('error', () => process.exit()) // `npm run db … | head` reads no further
process.exit(await openDatabasePrompt(process.argv.slice(2))) // an open prompt would keep us alive when the server is gone
