import { listEmailsRoute } from './routes/list-emails.route.ts'
import { readOverviewRoute } from './routes/read-overview.route.ts'
import { resendEmailRoute } from './routes/resend-email.route.ts'
import { sendEmailRoute } from './routes/send-email.route.ts'

/** What the doors call: each door one use case. */
export type NotificationUseCases = {
  sendEmail: Parameters<typeof sendEmailRoute>[0]
  listEmails: Parameters<typeof listEmailsRoute>[0]
  resendEmail: Parameters<typeof resendEmailRoute>[0]
  readOverview: Parameters<typeof readOverviewRoute>[0]
}

/** Every URL of the notification service, one line each. */
export const notificationRouters = (use: NotificationUseCases) => [
  /* POST /api/internal/v1/users/{userId}/emails/send     */ sendEmailRoute(use.sendEmail),
  /* GET  /api/internal/v1/emails                         */ listEmailsRoute(use.listEmails),
  /* POST /api/internal/v1/emails/{emailId}/resend        */ resendEmailRoute(use.resendEmail),
  /* GET  /api/internal/v1/overview                       */ readOverviewRoute(use.readOverview),
]
