/** The schemas of the checking database; `ord`, `pay` and `ntf` get their tables from the databases that they copy. */
export const tables = `
create schema ord; create schema pay; create schema ntf;
create schema wal; create schema prd; create schema ivc; create schema smtp;
create schema q; create schema drv; create schema cfg;

-- The journals of the neighbours: what has really happened.
create table wal.payments (
  payment_request_id text, merchant_reference text, amount_minor bigint, currency text, status text, failure_reason text,
  created_at timestamptz, decided_at timestamptz);
create table wal.deliveries (
  event_id text, merchant_reference text, type text, at timestamptz, answer integer, variant text);
create table prd.effects (
  idempotency_key text, process_id uuid, order_id uuid, reference text, calls integer, at timestamptz);
create table ivc.effects (like prd.effects);
create table smtp.mails (
  id text, message_id text, mail_from text, recipients text[], subject text, template text, order_id text, outcome text,
  at timestamptz);
create table smtp.faults (like smtp.mails);

-- The queues, dead-letter queues among them.
create table q.depths (queue text, name text, dead_letter boolean, visible integer, in_flight integer, delayed integer);
create table q.messages (
  queue text, name text, dead_letter boolean, message_id text, receive_count integer, body text,
  event_id text, process_id text, order_id text, attempt integer);

-- What the order service says of its processes when it is asked for those of one status.
create table ord.answered_processes (id uuid, asked text, status text);

-- What the driver did, asked and was answered.
create table drv.run (seed bigint, started_at timestamptz, faults_ended_at timestamptz, quiet_at timestamptz);
create table drv.tries (
  at timestamptz, ended_at timestamptz, operation text, user_id uuid, order_id uuid, key text, request_hash text,
  status integer, code text, answer_hash text, version integer, total_minor bigint);
create table drv.injected (at timestamptz, until timestamptz, fault text, target text, detail text);
create table drv.expected (order_id uuid, scenario text, outcome text);
create table drv.refused_mails (order_id uuid);
create table drv.poisoned (message_id text);
create table drv.endings (process text, ending text, times integer);
create table drv.leaks (process text, what text, line text);

-- What the code says is allowed. A move from null is how a machine begins.
create table cfg.moves (machine text, from_status text, to_status text);
create table cfg.jobs (outcome text, job text);
create table cfg.subscriptions (event_type text, job text);
create table cfg.customers (domain text);
`
