import { z } from 'zod'

// Compiled schemas need `new Function`, which the Content-Security-Policy forbids; even the attempt would be reported.
z.config({ jitless: true })
