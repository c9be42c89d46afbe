-- The plans: what families are asked to pay and when, who approved it, what they asked for, what was paid (R11, R12).
-- makes: instalment_changes, instalments, payment_allocations, payment_limits, payment_reversals, plan_counters,
--   plannings, plans, positions, request_steps, superseded, waivers
-- Euros, dates of the calendar, months as text '2023-09'. Views over these tables are in 75_instalments.sql.
-- These tables stay small (60,000 instalments of 13,000 families): the ledger itself refuses what no rule allows.
-- No key where rows are replaced (`plans`, `instalments`, `superseded`, `positions`, `payment_reversals`): a key makes
-- the writing of 13,000 plans two to seven times slower; nor where rows may repeat (`instalment_changes`,
-- `payment_allocations`). Checks list no strategy and no means of payment: a new one must not rebuild five tables.
-- No foreign keys: DuckDB checks them before the transaction ends, so that no plan could be replaced.
--
-- The life of an instalment. Nothing of it is a stored word: `instalment_states.state` says which of these holds first:
--   proposed   its plan is not approved: no effect yet, and the next `plan` replaces it
--   closed     an approved plan took over what was not paid of it: `closed_on`, its amount is what was paid
--   cancelled  lowered to 0: nothing is asked any more
--   exported   in a live debit file (written, neither voided nor wholly rejected, nor this debit returned)
--   paid       wholly paid by allocated payments
--   returned   its debit failed: owed again through the rest of the next plan, never presented again by itself
--   announced  a letter told its date and amount: `announced_on`
--   approved   none of these: it waits for its letter; `released_on`: granted terms took its announcement back, so
--              that it must be planned anew before any letter
-- Example: RT0000000001, number 1 of family F1, 60.00 due on 2024-03-05: proposed by `plan`, approved by `approve`,
--   announced by `notify` on 2024-02-06, exported by `debits` on 2024-02-28.

-- One row a `plan` that was kept: its policy, and the run of the reconciliation whose claims it took.
create table plannings (
    planning_id integer primary key, made_at timestamp not null, actor varchar not null, run integer not null,
    strategy varchar not null, first_due date not null, day integer not null check (day between 1 and 28),
    max_instalments integer not null check (max_instalments > 0),
    min_instalment decimal(18, 2) check (min_instalment >= 0), cap decimal(18, 2) check (cap > 0),
    threshold decimal(18, 2) not null check (threshold >= 0), prepared_on date not null,
    notice_days integer not null check (notice_days >= 0), net_credits boolean not null);

-- One row a family's plan. It is proposed while `approved_on` is NULL; one replaced before it was approved is gone.
-- `kept` is what its family had paid or was already told when it was made, `last_grant` the last step that had granted
-- it terms (0: none): when either has changed since, the plan is out of date and cannot be approved.
create table plans (
    plan_id bigint not null, planning_id integer not null, family_id varchar not null, strategy varchar not null,
    notice_days integer not null check (notice_days >= 0), prepared_on date not null, kept decimal(18, 2) not null,
    last_grant integer not null check (last_grant >= 0), approved_on date, approved_by varchar, approved_at timestamp,
    check ((approved_on is null) = (approved_by is null)), check ((approved_on is null) = (approved_at is null)));

-- One row an instalment; `instalment_id` is RT and 10 digits, for life. `amount` is what it asks now, `planned` what it
-- asked when it was proposed; numbers go on from the highest that the family ever had approved.
create table instalments (
    instalment_id varchar not null, family_id varchar not null, number integer not null check (number > 0),
    plan_id bigint not null, due_on date not null, amount decimal(18, 2) not null check (amount >= 0),
    planned decimal(18, 2) not null check (planned > 0), strategy varchar not null, announced_on date,
    released_on date, closed_on date);

-- The last ids given: none is ever given twice, even those of plans replaced.
create table plan_counters (
    last_plan bigint not null check (last_plan >= 0), last_instalment bigint not null check (last_instalment >= 0));
insert into plan_counters by name select 0 as last_plan, 0 as last_instalment;

-- What happened to an instalment after its approval: announced, lowered, released, closed; append-only.
create table instalment_changes (
    instalment_id varchar not null, family_id varchar not null,
    change varchar not null check (change in ('announced', 'lowered', 'released', 'closed')),
    before decimal(18, 2) not null check (before >= 0), after decimal(18, 2) not null check (after >= 0),
    changed_on date not null, recorded_at timestamp not null);

-- What a proposed plan takes over of approved instalments, and closes when it is approved: their unpaid, unkept part.
create table superseded (
    plan_id bigint not null, instalment_id varchar not null, amount decimal(18, 2) not null check (amount <> 0));

-- One row a family as the latest planning found it; `waived` and `netted` were taken from `claimed`, month by month.
-- to_collect = claimed - waived - netted
--   = paid + in a live file + planned + to plan again + carried_over + over_cap - excess  (view plan_balances)
-- `credit` (>= 0) is what is left to credit, `excess` (>= 0) what paid and exported instalments have too much: both make
-- the row `credit`; `over_cap` and `to_review` (credited more than invoiced) make the row `to_review`.
create table positions (
    family_id varchar not null, planning_id integer not null, strategy varchar not null,
    claimed decimal(18, 2) not null check (claimed >= 0), waived decimal(18, 2) not null check (waived >= 0),
    netted decimal(18, 2) not null check (netted >= 0), to_collect decimal(18, 2) not null,
    kept decimal(18, 2) not null, carried_over decimal(18, 2) not null check (carried_over >= 0),
    over_cap decimal(18, 2) not null check (over_cap >= 0), excess decimal(18, 2) not null check (excess >= 0),
    credit decimal(18, 2) not null check (credit >= 0), to_review decimal(18, 2) not null check (to_review >= 0),
    check (to_collect = claimed - waived - netted));

-- One row a step of a family's request, append-only: who said what when, the terms that this step names, and the
-- reference of the accountant's decision, with the day it was taken. A cap names `capped`, a smallest instalment `equal`.
create table request_steps (
    step_id integer primary key, request_id integer not null, family_id varchar not null,
    state varchar not null check (state in ('asked', 'sent_to_accountant', 'granted', 'refused')),
    recorded_at timestamp not null, actor varchar not null, why varchar not null, reference varchar, strategy varchar,
    first_due date, max_instalments integer check (max_instalments > 0),
    min_instalment decimal(18, 2) check (min_instalment >= 0), cap decimal(18, 2) check (cap > 0), method varchar,
    decided_on date, check (reference is not null or state not in ('granted', 'refused')));

-- One row a waiver that the council voted; without a month it is taken from the oldest.
create table waivers (
    waiver_id integer primary key, family_id varchar not null,
    month varchar check (regexp_full_match(month, '[12][0-9]{3}-(0[1-9]|1[0-2])')),
    amount decimal(18, 2) not null check (amount > 0), reference varchar not null, actor varchar not null,
    why varchar not null, recorded_at timestamp not null);

-- What each payment paid; append-only and signed: a payment corrected later takes back what it paid too much.
create table payment_allocations (
    payment_id varchar not null, instalment_id varchar not null, amount decimal(18, 2) not null check (amount <> 0),
    recorded_at timestamp not null);
-- The last approved plan of a family when its payment was first seen: what a payment exceeds is never set against the
-- instalments of a later plan.
create table payment_limits (
    payment_id varchar, family_id varchar, last_plan bigint not null, primary key (payment_id, family_id));
-- What negative payments (a cheque that bounced, a refund) take off positive ones; worked out anew from the payments.
create table payment_reversals (
    payment_id varchar not null, reversed_by varchar not null, amount decimal(18, 2) not null check (amount > 0));
