// npm run reset: wipes the data of this checkout.
import { resetData } from '../infra/apphost/src/index.ts'

process.exitCode = await resetData()
