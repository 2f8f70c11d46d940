export type DemonstrationUser = { id: string; name: string; email: string; orders: number }

/** Fixed, so that documents and scripts can name them. Their orders add up to 200; the first one has many. */
export const demonstrationUsers = [
  { id: '01890000-0000-7000-8000-000000000001', name: 'José Åkesson', email: 'jose@example.com', orders: 160 },
  { id: '01890000-0000-7000-8000-000000000002', name: 'مريم الخطيب', email: 'maryam@example.com', orders: 25 },
  { id: '01890000-0000-7000-8000-000000000003', name: 'Zoë Müller-Øst 🌻', email: 'zoe@example.com', orders: 15 },
] as const satisfies DemonstrationUser[]
